import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import type { PolicyStatement } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import { operation } from '../lambda-state.ts';
import { policyOwner } from '../resource-policy.ts';
import { checkRevision } from '../revision.ts';

const input = z.strictObject({
  FunctionName: functionName,
  Qualifier: qualifier,
  StatementId: z
    .string()
    .max(100)
    .regex(/^([a-zA-Z0-9-_]+)$/),
  Action: z.string().regex(/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/),
  Principal: z.string(),
  SourceArn: z.string().nullish(),
  SourceAccount: z.string().nullish(),
  EventSourceToken: z.string().max(256).nullish(),
  FunctionUrlAuthType: z.enum(['NONE', 'AWS_IAM']).nullish(),
  InvokedViaFunctionUrl: z.boolean().nullish(),
  PrincipalOrgID: z.string().nullish(),
  RevisionId: z.string().nullish(),
});

export const addPermission = operation({
  name: 'AddPermission',
  input,
  resource: functionResource,
  async run(request, context) {
    if (request.FunctionUrlAuthType && request.Action !== 'lambda:InvokeFunctionUrl')
      throw invalidParameter('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
    const record = await findFunction(context, request.FunctionName);
    const qualifier = qualifierOf(request);
    if (qualifier === '$LATEST')
      throw invalidParameter('We currently do not support adding policies for $LATEST.');
    const owner = policyOwner(context.cloud, record, qualifier);
    checkRevision(
      request.RevisionId,
      owner,
      owner.statements.length > 0 ? 'GetPolicy' : 'GetFunction/GetAlias',
    );
    if (owner.statements.some(({ Sid }) => Sid === request.StatementId)) {
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${request.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        409,
        { fields: { Type: 'User' } },
      );
    }
    const Condition = conditionOf(request);
    const statement: PolicyStatement = {
      Sid: request.StatementId,
      Effect: 'Allow',
      Principal: principal(request.Principal),
      Action: request.Action,
      Resource: owner.arn,
      ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
    };
    await context.state.functions.put(record.name, { ...record, policy: [...record.policy, statement] });
    return { Statement: JSON.stringify(statement) };
  },
});

function principal(name: string): PolicyStatement['Principal'] {
  if (name === '*') return '*';
  if (name.endsWith('.amazonaws.com')) return { Service: name };
  if (/^\d{12}$/.test(name)) return { AWS: `arn:aws:iam::${name}:root` };
  if (/^arn:aws:(iam|sts)::\d{12}:/.test(name)) return { AWS: name };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

/** The conditions that a caller must meet, with AWS's spelling of the keys. */
function conditionOf(request: z.output<typeof input>): NonNullable<PolicyStatement['Condition']> {
  const equal = {
    ...(request.SourceAccount ? { 'AWS:SourceAccount': request.SourceAccount } : {}),
    ...(request.EventSourceToken ? { 'lambda:EventSourceToken': request.EventSourceToken } : {}),
    ...(request.FunctionUrlAuthType ? { 'lambda:FunctionUrlAuthType': request.FunctionUrlAuthType } : {}),
    ...(request.PrincipalOrgID ? { 'aws:PrincipalOrgID': request.PrincipalOrgID } : {}),
  };
  const { InvokedViaFunctionUrl: viaUrl, SourceArn } = request;
  return {
    ...(Object.keys(equal).length > 0 ? { StringEquals: equal } : {}),
    ...(SourceArn ? { ArnLike: { 'AWS:SourceArn': SourceArn } } : {}),
    ...(viaUrl == null ? {} : { Bool: { 'lambda:InvokedViaFunctionUrl': String(viaUrl) } }),
  };
}
