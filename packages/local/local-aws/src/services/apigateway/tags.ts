import { type ApiGatewayState, notFound } from './api-gateway-state.ts';

type Tags = Readonly<Record<string, string>>;

/** Reads, and writes when `change` is given, the tags of whatever an ARN like `…::/restapis/abc/stages/v1` names. */
export async function tagsOf(
  state: ApiGatewayState,
  arn: string,
  change?: (tags: Tags) => Tags,
): Promise<Tags> {
  const [kind, id = '', child, name = ''] = (arn.split('::/')[1] ?? '').split('/');
  const next = (tags: Tags) => change?.(tags) ?? tags;
  if (kind === 'restapis') {
    const api = await state.apis.get(id);
    const stage = child === 'stages' ? api?.stages[name] : undefined;
    if (api && stage) {
      const tags = next(stage.tags);
      if (change) await state.apis.put(id, { ...api, stages: { ...api.stages, [name]: { ...stage, tags } } });
      return tags;
    }
    if (api && child === undefined) {
      const tags = next(api.tags);
      if (change) await state.apis.put(id, { ...api, tags });
      return tags;
    }
  }
  const collection =
    kind === 'apikeys' ? state.apiKeys : kind === 'usageplans' ? state.usagePlans : undefined;
  const found = await collection?.get(id);
  if (!found) throw notFound('Invalid Resource identifier specified');
  const tags = next(found.tags);
  if (change) await collection?.put(id, { ...found, tags } as never);
  return tags;
}
