import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { XmlAnswer, XmlRoute } from '../../../protocol/rest-xml.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { allOf } from '../page.ts';
import { type Context, route } from '../route.ts';
import { checkIfMatch, newId, type Versioned } from '../versioned.ts';
import type { PolicyKind } from './policy-kind.ts';

/** Create, Get, Get…Config, Update and Delete of one kind of policy; its list is for itself. */
export function policyRoutes<Config extends { readonly Name: string }>(
  kind: PolicyKind<Config>,
): XmlRoute<CloudFrontState>[] {
  const { noun, path, phrase } = kind;
  const payload = `${noun}Config`;
  const body = { [payload]: kind.config } as Record<string, z.ZodType<Config>>;
  const one = z.strictObject({ Id: z.string() });
  const resource = ({ Id }: { Id: string }) => `${path}/${Id}`;

  async function find({ state }: Context, id: string): Promise<Versioned<Config>> {
    const found = kind.managed.find((policy) => policy.id === id) ?? (await kind.collectionOf(state).get(id));
    if (!found) throw new AwsError(`NoSuch${noun}`, `The specified ${phrase} does not exist.`, 404);
    return found;
  }

  async function findOwn(context: Context, id: string, refusal: string): Promise<Versioned<Config>> {
    const found = await find(context, id);
    if (kind.managed.includes(found))
      throw new AwsError(
        refusal,
        `You cannot ${refusal === 'IllegalDelete' ? 'delete' : 'update'} a managed policy.`,
      );
    return found;
  }

  async function checkName({ state }: Context, { Name }: Config, id?: string): Promise<void> {
    const all = [...kind.managed, ...(await allOf(kind.collectionOf(state)))];
    if (all.some((other) => other.config.Name === Name && other.id !== id))
      throw new AwsError(
        `${noun}AlreadyExists`,
        `A ${phrase} with this name already exists. You must provide a unique name. To modify an existing ${phrase}, use Update${noun}.`,
        409,
      );
  }

  async function store({ cloud, state }: Context, id: string, config: Config): Promise<Versioned<Config>> {
    const etag = newId();
    const stored = { id, etag, modifiedAt: cloud.now().toISOString(), config };
    await kind.collectionOf(state).put(id, stored);
    return stored;
  }

  const answer = (policy: Versioned<Config>, headers = {}): XmlAnswer => ({
    root: noun,
    content: documentOf(kind, policy),
    headers: { etag: policy.etag, ...headers },
  });

  return [
    route({
      name: `Create${noun}`,
      method: 'POST',
      path,
      status: 201,
      payload,
      input: z.strictObject(body),
      async run(input, context) {
        const config = kind.complete(input[payload] as Config);
        await checkName(context, config);
        const created = await store(context, kind.isDated ? randomUUID() : newId(), config);
        const location = `${context.cloud.endpoint}/2020-05-31/${path}/${created.id}`;
        return answer(created, { location });
      },
    }),
    route({
      name: `Get${noun}`,
      method: 'GET',
      path: `${path}/{Id}`,
      input: one,
      resource,
      run: async ({ Id }, context) => answer(await find(context, Id)),
    }),
    route({
      name: `Get${noun}Config`,
      method: 'GET',
      path: `${path}/{Id}/config`,
      input: one,
      resource,
      async run({ Id }, context) {
        const { etag, config } = await find(context, Id);
        return { root: payload, content: config, headers: { etag } };
      },
    }),
    route({
      name: `Update${noun}`,
      method: 'PUT',
      path: kind.isDated ? `${path}/{Id}` : `${path}/{Id}/config`,
      payload,
      input: z.strictObject({ ...body, Id: z.string(), IfMatch: z.string().optional() }),
      resource: (input) => `${path}/${input.Id}`,
      async run(input, context) {
        const id = String(input.Id);
        const found = await findOwn(context, id, 'IllegalUpdate');
        checkIfMatch(input.IfMatch as string | undefined, found);
        const config = kind.complete((input as Record<string, unknown>)[payload] as Config);
        await checkName(context, config, id);
        return answer(await store(context, id, config));
      },
    }),
    route({
      name: `Delete${noun}`,
      method: 'DELETE',
      path: `${path}/{Id}`,
      status: 204,
      input: one.extend({ IfMatch: z.string().optional() }),
      resource,
      async run({ Id, IfMatch }, context) {
        const found = await findOwn(context, Id, 'IllegalDelete');
        checkIfMatch(IfMatch, found);
        const distributions = await allOf(context.state.distributions);
        if (distributions.some(({ config }) => kind.isUsedBy(config, Id)))
          throw new AwsError(
            `${noun}InUse`,
            `Cannot delete the ${phrase} because it is attached to one or more ${kind.isDated ? 'cache behaviors' : 'distributions'}.`,
            409,
          );
        await kind.collectionOf(context.state).delete(Id);
        return {};
      },
    }),
  ];
}

/** A policy as answers have it. */
export function documentOf<Config extends { readonly Name: string }>(
  { noun, isDated }: PolicyKind<Config>,
  { id, modifiedAt, config }: Versioned<Config>,
): object {
  return { Id: id, ...(isDated ? { LastModifiedTime: modifiedAt } : {}), [`${noun}Config`]: config };
}
