import { z } from 'zod';
import { findParameter, versionsOf } from '../find-parameter.ts';
import { maxResults, pageOf } from '../page.ts';
import { historyDocument } from '../parameter-document.ts';
import { parameterName } from '../parameter-name.ts';
import { operation, parameterArn } from '../ssm-state.ts';

export const getParameterHistory = operation({
  name: 'GetParameterHistory',
  input: z.strictObject({
    Name: parameterName,
    WithDecryption: z.boolean().nullish(),
    MaxResults: maxResults(50),
    NextToken: z.string().nullish(),
  }),
  resource: ({ Name }, { cloud }) => parameterArn(cloud, Name),
  async run(input, { state }) {
    const parameter = await findParameter(state, input.Name);
    const position = ({ version }: { version: number }) => String(version).padStart(10, '0');
    const { page, next } = pageOf(versionsOf(parameter), position, input);
    return {
      Parameters: page.map((version) =>
        historyDocument(state, parameter.name, version, input.WithDecryption ?? false),
      ),
      ...next,
    };
  },
});
