import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { resolveVersion } from '../configuration.ts';
import type { Alias, FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';

const versionKey = z
  .string()
  .regex(
    /^[0-9]{1,1024}$/,
    'Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null',
  );

const outOfRange =
  'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]';

export const routingSchema = z
  .strictObject({
    AdditionalVersionWeights: z
      .record(versionKey, z.number())
      .refine((weights) => Object.values(weights).every((weight) => weight >= 0 && weight <= 1), outOfRange)
      .nullish(),
  })
  .nullish();

/**
 * The share of an alias's invocations that a second version gets: `before` if the caller says nothing, none for an empty
 * map. Throws InvalidParameterValueException and ResourceNotFoundException.
 */
export function routingOf(
  cloud: Cloud,
  record: FunctionRecord,
  version: string,
  input: z.output<typeof routingSchema>,
  before?: Alias['routing'],
): Pick<Alias, 'routing'> {
  const weights = input?.AdditionalVersionWeights;
  const [first, ...others] = weights ? Object.entries(weights) : Object.entries(asWeights(before) ?? {});
  if (others.length > 0)
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  if (!first) return {};
  const [second, weight] = first;
  if (second === version)
    throw invalidParameter(
      `Invalid function version ${second}. Function version ${second} is already included in routing configuration.`,
    );
  if (version === '$LATEST')
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  return { routing: { version: resolveVersion(cloud, record, second).version, weight } };
}

export function asWeights(routing: Alias['routing']): Record<string, number> | undefined {
  return routing && { [routing.version]: routing.weight };
}
