import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findVersion, type SelectedVersion } from '../find-parameter.ts';
import { parameterDocument } from '../parameter-document.ts';
import { parameterNames, parseSelector } from '../parameter-name.ts';
import { operation, parameterArn, type SsmState } from '../ssm-state.ts';

export const getParameters = operation({
  name: 'GetParameters',
  input: z.strictObject({ Names: parameterNames, WithDecryption: z.boolean().nullish() }),
  resource: ({ Names }, { cloud }) => Names.map((name) => parameterArn(cloud, parseSelector(name).name)),
  async run({ Names, WithDecryption }, context) {
    const Parameters = [];
    const InvalidParameters = [];
    for (const name of new Set(Names)) {
      const found = await tryToFind(context.state, name);
      if (found) Parameters.push(parameterDocument(context, found, WithDecryption ?? false));
      else InvalidParameters.push(name);
    }
    return { Parameters, InvalidParameters };
  },
});

/** A version that does not exist also counts as an invalid parameter. */
async function tryToFind(state: SsmState, name: string): Promise<SelectedVersion | undefined> {
  try {
    return await findVersion(state, name);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
