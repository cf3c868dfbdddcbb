import type { CloudFrontState } from '../../cloudfront-state.ts';
import type { FunctionVersion } from '../edge-function.ts';
import type { StoreSnapshot } from './sandbox.ts';

/** The key value store that a function is associated with, read whole: AWS bounds it at 5 MB. */
export async function readStore(
  state: CloudFrontState,
  { stores: [arn] }: Pick<FunctionVersion, 'stores'>,
): Promise<StoreSnapshot | undefined> {
  const id = arn?.split('/')[1];
  if (id === undefined) return undefined;
  const values = new Map<string, string>();
  for await (const [key, value] of state.keyValues.entries({ gte: `${id}/`, lt: `${id}0` }))
    values.set(key.slice(id.length + 1), value);
  for await (const [, store] of state.keyValueStores.entries()) {
    if (store.id !== id) continue;
    const meta = {
      creationDateTime: store.createdAt,
      lastUpdatedDateTime: store.changedAt,
      keyCount: values.size,
    };
    return { id, meta: JSON.stringify(meta), values };
  }
  return undefined;
}
