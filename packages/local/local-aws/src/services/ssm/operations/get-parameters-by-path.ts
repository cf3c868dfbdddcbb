import { z } from 'zod';
import { maxResults, pageOf } from '../page.ts';
import { parameterDocument } from '../parameter-document.ts';
import { compileFilters, parameterFilters } from '../parameter-filters.ts';
import { checkPath, isBelow, parameterName } from '../parameter-name.ts';
import { operation, type Parameter, parameterArn } from '../ssm-state.ts';

export const getParametersByPath = operation({
  name: 'GetParametersByPath',
  input: z.strictObject({
    Path: parameterName,
    Recursive: z.boolean().nullish(),
    ParameterFilters: parameterFilters,
    WithDecryption: z.boolean().nullish(),
    MaxResults: maxResults(10),
    NextToken: z.string().nullish(),
  }),
  resource: ({ Path }, { cloud }) => parameterArn(cloud, Path),
  async run(input, context) {
    checkPath(input.Path);
    const passes = compileFilters(input.ParameterFilters, ['Type', 'KeyId']);
    const found: Parameter[] = [];
    for await (const [name, parameter] of context.state.parameters.entries()) {
      if (isBelow(input.Path, name, input.Recursive ?? false) && passes(parameter)) found.push(parameter);
    }
    const { page, next } = pageOf(found, ({ name }) => name, input);
    return {
      Parameters: page.map((parameter) =>
        parameterDocument(context, { parameter, version: parameter.latest }, input.WithDecryption ?? false),
      ),
      ...next,
    };
  },
});
