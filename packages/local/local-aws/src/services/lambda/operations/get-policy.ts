import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getPolicy = operation({
  name: 'GetPolicy',
  input: z.object({ FunctionName: z.string(), Qualifier: z.string().optional() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { policy, revisionId } = await findFunction(context, FunctionName);
    if (policy.length === 0) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
        fields: { Type: 'User' },
      });
    }
    const document = { Version: '2012-10-17', Id: 'default', Statement: policy };
    return { Policy: JSON.stringify(document), RevisionId: revisionId };
  },
});
