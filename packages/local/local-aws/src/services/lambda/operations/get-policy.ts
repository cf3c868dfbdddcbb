import { z } from 'zod';
import {
  findFunction,
  functionName,
  functionResource,
  notFound,
  parseFunctionName,
  qualifier,
  qualifierOf,
} from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { policyOwner } from '../resource-policy.ts';

export const getPolicy = operation({
  name: 'GetPolicy',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const nothing = notFound('The resource you requested does not exist.');
    if (!(await context.state.functions.get(parseFunctionName(input.FunctionName).name))) throw nothing;
    const record = await findFunction(context, input.FunctionName);
    const { statements, revisionId } = policyOwner(context.cloud, record, qualifierOf(input));
    if (statements.length === 0) throw nothing;
    const document = { Version: '2012-10-17', Id: 'default', Statement: statements };
    return { Policy: JSON.stringify(document), RevisionId: revisionId };
  },
});
