import { z } from 'zod';
import { findVersion } from '../find-parameter.ts';
import { parameterDocument } from '../parameter-document.ts';
import { parameterName, parseSelector } from '../parameter-name.ts';
import { operation, parameterArn } from '../ssm-state.ts';

export const getParameter = operation({
  name: 'GetParameter',
  input: z.strictObject({ Name: parameterName, WithDecryption: z.boolean().nullish() }),
  resource: ({ Name }, { cloud }) => parameterArn(cloud, parseSelector(Name).name),
  async run({ Name, WithDecryption }, context) {
    const found = await findVersion(context.state, Name);
    return { Parameter: parameterDocument(context, found, WithDecryption ?? false) };
  },
});
