import type { Cloud } from '../../../cloud/cloud.ts';
import type { Collection } from '../../../storage/collection.ts';
import { findGroup, groupNameOf, type LogsState } from '../logs-state.ts';
import { type DeliveryKind, deliveryArn, found } from './deliveries-state.ts';

type Tags = Readonly<Record<string, string>>;

interface TaggedResource {
  readonly tags: Tags;
  save(tags: Tags): Promise<void>;
}

const parts: Record<DeliveryKind, (state: LogsState, name: string) => Promise<TaggedResource>> = {
  'delivery-source': ({ sources }, name) => part(sources, name, 'delivery source'),
  'delivery-destination': ({ destinations }, name) => part(destinations, name, 'delivery destination'),
  delivery: ({ deliveries }, name) => part(deliveries, name, 'delivery'),
};

/** What has tags: a log group or a part of a delivery. Throws ResourceNotFoundException. */
export async function taggedResource(arn: string, state: LogsState, cloud: Cloud): Promise<TaggedResource> {
  for (const [kind, find] of Object.entries(parts)) {
    const own = deliveryArn(cloud, kind as DeliveryKind, '');
    if (arn.startsWith(own)) return find(state, arn.slice(own.length));
  }
  return part(state.groups, (await findGroup(state, groupNameOf(arn, cloud))).name, 'log group');
}

async function part<T extends { readonly tags: Tags }>(
  collection: Collection<T>,
  name: string,
  what: string,
): Promise<TaggedResource> {
  const one = await found(collection.get(name), what);
  return { tags: one.tags, save: (tags) => collection.put(name, { ...one, tags }) };
}
