import type { OperationContext } from '../../protocol/operation.ts';
import { findMapping, mappingUuid } from './event-source-mappings/mapping-lookup.ts';
import { findFunction } from './function-lookup.ts';
import type { LambdaState } from './lambda-state.ts';

type Tags = Readonly<Record<string, string>>;

/** What Lambda tags: a function or an event source mapping. */
export interface TaggedResource {
  readonly tags: Tags;
  put(tags: Tags): Promise<void>;
}

/** Throws ResourceNotFoundException. */
export async function findTagged(
  context: OperationContext<LambdaState>,
  arn: string,
): Promise<TaggedResource> {
  const { functions, eventSourceMappings } = context.state;
  const uuid = mappingUuid(arn);
  if (uuid !== undefined) {
    const mapping = await findMapping(context.state, uuid);
    return { tags: mapping.tags, put: (tags) => eventSourceMappings.put(uuid, { ...mapping, tags }) };
  }
  const record = await findFunction(context, arn);
  return { tags: record.tags, put: (tags) => functions.put(record.name, { ...record, tags }) };
}
