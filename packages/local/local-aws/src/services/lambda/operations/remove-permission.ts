import { z } from 'zod';
import {
  functionArn,
  functionName,
  functionResource,
  notFound,
  parseFunctionName,
  qualifier,
  qualifierOf,
} from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { policyOwner } from '../resource-policy.ts';
import { checkRevision } from '../revision.ts';

export const removePermission = operation({
  name: 'RemovePermission',
  input: z.strictObject({
    FunctionName: functionName,
    StatementId: z
      .string()
      .max(100)
      .regex(/^([a-zA-Z0-9-_.]+)$/),
    Qualifier: qualifier,
    RevisionId: z.string().optional(),
  }),
  resource: functionResource,
  async run(input, { cloud, state }) {
    const { name } = parseFunctionName(input.FunctionName);
    const record = await state.functions.get(name);
    if (!record) throw notFound(`No policy found for: ${functionArn(cloud, name)}`);
    const owner = policyOwner(cloud, record, qualifierOf(input));
    if (owner.statements.length === 0) throw notFound('No policy is associated with the given resource.');
    const removed = owner.statements.find(({ Sid }) => Sid === input.StatementId);
    if (!removed) throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    checkRevision(input.RevisionId, owner, 'GetPolicy');
    await state.functions.put(name, {
      ...record,
      policy: record.policy.filter((statement) => statement !== removed),
    });
  },
});
