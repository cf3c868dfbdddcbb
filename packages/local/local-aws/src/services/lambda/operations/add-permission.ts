import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findFunction, functionArn, functionResource } from '../function-lookup.ts';
import type { PolicyStatement } from '../function-record.ts';
import { operation } from '../lambda-state.ts';

export const addPermission = operation({
  name: 'AddPermission',
  input: z.object({
    FunctionName: z.string(),
    Qualifier: z.string().optional(),
    StatementId: z.string().regex(/^[\w-]{1,100}$/),
    Action: z.string(),
    Principal: z.string(),
    SourceArn: z.string().nullish(),
    SourceAccount: z.string().nullish(),
  }),
  resource: functionResource,
  async run(input, context) {
    const record = await findFunction(context, input.FunctionName);
    if (record.policy.some(({ Sid }) => Sid === input.StatementId)) {
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        409,
        { fields: { Type: 'User' } },
      );
    }
    const condition = {
      ...(input.SourceAccount ? { StringEquals: { 'AWS:SourceAccount': input.SourceAccount } } : {}),
      ...(input.SourceArn ? { ArnLike: { 'AWS:SourceArn': input.SourceArn } } : {}),
    };
    const statement: PolicyStatement = {
      Sid: input.StatementId,
      Effect: 'Allow',
      Principal: principal(input.Principal),
      Action: input.Action,
      Resource: functionArn(context.cloud, record.name, input.Qualifier),
      ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
    };
    await context.state.functions.put(record.name, { ...record, policy: [...record.policy, statement] });
    return { Statement: JSON.stringify(statement) };
  },
});

function principal(name: string): PolicyStatement['Principal'] {
  if (name === '*') return '*';
  if (name.endsWith('.amazonaws.com')) return { Service: name };
  return { AWS: /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name };
}
