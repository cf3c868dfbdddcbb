import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { maxResults, pageOf } from '../page.ts';
import { metadataDocument } from '../parameter-document.ts';
import { compileFilters, parameterFilters } from '../parameter-filters.ts';
import { operation, type Parameter } from '../ssm-state.ts';

const filterKeys = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType'];

export const describeParameters = operation({
  name: 'DescribeParameters',
  input: z.strictObject({
    /** The older form of ParameterFilters; a name matches as a prefix. */
    Filters: z
      .array(z.strictObject({ Key: z.enum(['Name', 'Type', 'KeyId']), Values: z.array(z.string()) }))
      .nullish()
      .transform((filters) => filters ?? []),
    ParameterFilters: parameterFilters,
    MaxResults: maxResults(50),
    NextToken: z.string().nullish(),
    Shared: notServed,
  }),
  async run(input, { cloud, state }) {
    if (input.Filters.length && input.ParameterFilters.length)
      throw new ValidationError('You can use either Filters or ParameterFilters in a single request.');
    const older = input.Filters.map((filter) => ({
      ...filter,
      Option: filter.Key === 'Name' ? 'BeginsWith' : 'Equals',
    }));
    const passes = compileFilters([...older, ...input.ParameterFilters], filterKeys);
    const found: Parameter[] = [];
    for await (const [, parameter] of state.parameters.entries())
      if (passes(parameter)) found.push(parameter);
    const { page, next } = pageOf(found, ({ name }) => name, input);
    return { Parameters: page.map((parameter) => metadataDocument(cloud, parameter)), ...next };
  },
});
