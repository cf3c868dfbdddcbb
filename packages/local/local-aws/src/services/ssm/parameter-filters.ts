import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkPath, isBelow } from './parameter-name.ts';
import { type Parameter, parameterTiers, parameterTypes } from './ssm-state.ts';

export const parameterFilters = z
  .array(
    z.strictObject({
      Key: z
        .string()
        .regex(
          /^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/,
          'Member must satisfy regular expression pattern: tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType',
        ),
      Option: z.string().nullish(),
      Values: z.array(z.string().min(1).max(1024)).max(50).nullish(),
    }),
  )
  .nullish()
  .transform((filters) => filters ?? []);

type ParameterFilter = z.infer<typeof parameterFilters>[number];

interface Facet {
  readonly options: readonly string[];
  readonly values?: readonly string[];
  of(parameter: Parameter): string | undefined;
}

/** Source: SSM API reference, ParameterStringFilter. The first option is the default. */
const facets: Readonly<Record<string, Facet>> = {
  Name: { options: ['Equals', 'BeginsWith', 'Contains'], of: ({ name }) => name },
  Path: { options: ['OneLevel', 'Recursive'], of: ({ name }) => name },
  Type: { options: ['Equals', 'BeginsWith'], values: parameterTypes, of: ({ latest }) => latest.type },
  KeyId: { options: ['Equals', 'BeginsWith'], of: ({ latest }) => latest.keyId },
  Tier: { options: ['Equals', 'BeginsWith'], values: parameterTiers, of: ({ latest }) => latest.tier },
  DataType: { options: ['Equals', 'BeginsWith'], of: ({ latest }) => latest.dataType },
};

/** Whether a parameter passes all filters. Throws InvalidFilterKey, InvalidFilterOption or InvalidFilterValue. */
export function compileFilters(
  filters: readonly ParameterFilter[],
  allowedKeys: readonly string[],
): (parameter: Parameter) => boolean {
  const keys = filters.map(({ Key }) => Key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined)
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter is duplicated in the request: ${repeated}. A request can contain only one occurrence of a specific filter.`,
    );
  const tests = filters.map((filter) => compileFilter(filter, allowedKeys));
  return (parameter) => tests.every((passes) => passes(parameter));
}

function compileFilter({ Key, Option, Values }: ParameterFilter, allowedKeys: readonly string[]) {
  const tag = /^tag:(.+)/.exec(Key)?.[1];
  if (tag !== undefined)
    return ({ tags }: Parameter) =>
      Object.hasOwn(tags, tag) && (!Values?.length || Values.includes(tags[tag] ?? ''));

  const facet = facets[Key];
  if (!facet || !allowedKeys.includes(Key))
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: [${allowedKeys.join(', ')}].`,
    );
  const option = Option ?? facet.options[0] ?? '';
  if (!facet.options.includes(option))
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${facet.options.join(', ')}].`,
    );
  if (!Values?.length)
    throw new AwsError(
      'InvalidFilterValue',
      `The following filter values are missing : null for filter key ${Key}.`,
    );
  for (const value of Values) checkValue(Key, facet, value);

  return (parameter: Parameter) => {
    const actual = facet.of(parameter);
    return actual !== undefined && Values.some((value) => compare(option, actual, value));
  };
}

function checkValue(key: string, { values }: Facet, value: string): void {
  if (key === 'Path') checkPath(value);
  if (values && !values.includes(value))
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter value is not valid: ${value}. Valid values include: [${values.join(', ')}].`,
    );
}

function compare(option: string, actual: string, value: string): boolean {
  switch (option) {
    case 'BeginsWith':
      return actual.startsWith(value);
    case 'Contains':
      return actual.includes(value);
    case 'OneLevel':
    case 'Recursive':
      return isBelow(value, actual, option === 'Recursive');
    default:
      return actual === value;
  }
}
