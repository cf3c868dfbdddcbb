import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { XmlRoute } from '../../../protocol/rest-xml.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';
import type { PolicyKind } from './policy-kind.ts';
import { documentOf } from './policy-routes.ts';

/** The list of one kind of policy: AWS's own, then those of the account. */
export function listPolicies<Config extends { readonly Name: string }>(
  kind: PolicyKind<Config>,
): XmlRoute<CloudFrontState> {
  const { noun, path } = kind;
  return route({
    name: `List${noun.replace(/y$/, 'ies')}`,
    method: 'GET',
    path,
    input: z.strictObject({ ...markers, Type: z.enum(['managed', 'custom']).optional() }),
    async run({ Type, ...asked }, { state }) {
      const own = Type === 'managed' ? [] : await allOf(kind.collectionOf(state));
      const all = [
        ...(Type === 'custom' ? [] : kind.managed).map((policy) => ({ policy, type: 'managed' })),
        ...own.map((policy) => ({ policy, type: 'custom' })),
      ];
      const { page, NextMarker } = pageOf(all, ({ policy }) => policy.id, asked);
      return {
        root: `${noun}List`,
        content: {
          NextMarker,
          MaxItems: asked.MaxItems,
          Quantity: page.length,
          Items: page.map(({ policy, type }) => ({ Type: type, [noun]: documentOf(kind, policy) })),
        },
      };
    },
  });
}

/** The ids of the distributions that use a policy. */
export function listDistributionsBy<Config extends { readonly Name: string }>(
  kind: PolicyKind<Config>,
): XmlRoute<CloudFrontState> {
  const { noun, phrase } = kind;
  const label = `${noun}Id`;
  return route({
    name: `ListDistributionsBy${label}`,
    method: 'GET',
    path: `distributionsBy${label}/{${label}}`,
    input: z.strictObject({ ...markers, [label]: z.string() }),
    async run(asked, { state }) {
      const id = String((asked as Record<string, unknown>)[label]);
      if (!kind.managed.some((policy) => policy.id === id) && !(await kind.collectionOf(state).get(id)))
        throw new AwsError(`NoSuch${noun}`, `The specified ${phrase} does not exist.`, 404);
      const using = (await allOf(state.distributions)).filter(({ config }) => kind.isUsedBy(config, id));
      const { page, NextMarker, IsTruncated } = pageOf(using, (distribution) => distribution.id, asked);
      return {
        root: 'DistributionIdList',
        content: {
          Marker: asked.Marker,
          NextMarker,
          MaxItems: asked.MaxItems,
          IsTruncated,
          Quantity: page.length,
          Items: page.map((distribution) => distribution.id),
        },
      };
    },
  });
}
