import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const removePermission = operation({
  name: 'RemovePermission',
  input: z.object({ FunctionName: z.string(), StatementId: z.string() }),
  resource: functionResource,
  async run({ FunctionName, StatementId }, context) {
    const record = await findFunction(context, FunctionName);
    const policy = record.policy.filter(({ Sid }) => Sid !== StatementId);
    if (policy.length === record.policy.length) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Statement ${StatementId} is not found in resource policy.`,
        404,
        { fields: { Type: 'User' } },
      );
    }
    await context.state.functions.put(record.name, { ...record, policy });
  },
});
