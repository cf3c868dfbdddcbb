import type { OperationContext } from '../../protocol/operation.ts';
import { findMapping, mappingUuid } from './event-source-mappings/mapping-lookup.ts';
import { findFunction, parseFunctionName } from './function-lookup.ts';
import { invalidParameter } from './invalid-parameter.ts';
import type { LambdaState } from './lambda-state.ts';

type Tags = Readonly<Record<string, string>>;

/** What Lambda tags: a function or an event source mapping. */
export interface TaggedResource {
  readonly tags: Tags;
  put(tags: Tags): Promise<void>;
}

const mostTags = 50;

/** Throws InvalidParameterValueException for more tags than a resource can have. */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > mostTags)
    throw invalidParameter('Number of tags exceeds resource tag limit.');
}

/** Throws ResourceNotFoundException, and InvalidParameterValueException for a version or an alias. */
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
  if (parseFunctionName(arn).qualifier !== undefined)
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  const record = await findFunction(context, arn);
  return { tags: record.tags, put: (tags) => functions.put(record.name, { ...record, tags }) };
}
