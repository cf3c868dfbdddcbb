import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { arnOf } from '../arn.ts';
import { allOf } from '../page.ts';
import { behaviorsOf } from '../policies/policy-kind.ts';
import { route } from '../route.ts';
import { checkIfMatch } from '../versioned.ts';
import { findFunction, functionName } from './function-input.ts';

export const deleteFunction = route({
  name: 'DeleteFunction',
  method: 'DELETE',
  path: 'function/{Name}',
  status: 204,
  input: z.strictObject({ Name: functionName, IfMatch: z.string().optional() }),
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, IfMatch }, { cloud, state }) {
    const { version } = await findFunction(state, Name);
    checkIfMatch(IfMatch, version);
    const arn = arnOf(cloud, `function/${Name}`);
    const associated = (await allOf(state.distributions)).flatMap(({ config }) =>
      behaviorsOf(config).flatMap(({ FunctionAssociations }) => FunctionAssociations.Items),
    );
    if (associated.some(({ FunctionARN }) => FunctionARN === arn))
      throw new AwsError(
        'FunctionInUse',
        "Cannot delete the function because it's attached to one or more cache behaviors.",
        409,
      );
    await state.functions.delete(Name);
    await state.tags.delete(arn);
    return {};
  },
});
