import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { accountConcurrency } from '../execution/concurrency.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const putFunctionConcurrency = operation({
  name: 'PutFunctionConcurrency',
  input: z.strictObject({ FunctionName: functionName, ReservedConcurrentExecutions: z.int().min(0) }),
  resource: functionResource,
  async run({ FunctionName, ReservedConcurrentExecutions }, context) {
    const record = await findFunction(context, FunctionName);
    const limit = accountConcurrency(context.cloud.options.lambda);
    const minimum = limit / 10; // of AWS's 1,000 it is 100
    let unreserved = limit - ReservedConcurrentExecutions;
    for await (const [name, { reservedConcurrency = 0 }] of context.state.functions.entries()) {
      if (name !== record.name) unreserved -= reservedConcurrency;
    }
    if (unreserved < minimum) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
        400,
        { fields: { Type: 'User' } },
      );
    }
    await context.state.functions.put(record.name, {
      ...record,
      reservedConcurrency: ReservedConcurrentExecutions,
    });
    context.state.pools.roomChanged();
    return { ReservedConcurrentExecutions };
  },
});
