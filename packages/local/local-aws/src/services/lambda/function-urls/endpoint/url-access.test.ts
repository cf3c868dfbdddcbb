import { expect, test } from 'vitest';
import type { AccessControl } from '../../../../cloud/access.ts';
import { type AwsRequest, anonymous } from '../../../../protocol/message.ts';
import type { FunctionRecord, PolicyStatement } from '../../function-record.ts';
import type { FunctionUrl } from '../function-url.ts';
import { checkAccess } from './url-access.ts';

const distribution = 'arn:aws:cloudfront::000000000000:distribution/E1';
const statement = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:serve:live',
  Condition: { ArnLike: { 'AWS:SourceArn': distribution } },
} as const;
const invokeUrl: PolicyStatement = { ...statement, Sid: 'url', Action: 'lambda:InvokeFunctionUrl' };
const invoke: PolicyStatement = { ...statement, Sid: 'invoke', Action: 'lambda:InvokeFunction' };

/** Whether CloudFront, on behalf of a distribution, gets through to the URL of the alias `live`. */
async function letsIn(
  policy: readonly PolicyStatement[],
  { sourceArn = distribution, service = 'cloudfront.amazonaws.com' } = {},
): Promise<boolean> {
  const log = { info() {}, warn() {}, error() {} };
  const cloud = { region: 'us-east-1', accountId: '000000000000', log, access: {} as AccessControl };
  const url = { functionName: 'serve', qualifier: 'live', authType: 'AWS_IAM' } as FunctionUrl;
  const record = { policy } as Partial<FunctionRecord> as FunctionRecord;
  const request = { caller: anonymous } as AwsRequest;
  return checkAccess(cloud, { url, record }, request, { service, sourceArn }).then(
    () => true,
    () => false,
  );
}

test('a service that signs for one of its resources needs both statements, for that very resource', async () => {
  expect(await letsIn([invokeUrl, invoke])).toBe(true);
  expect(await letsIn([invokeUrl])).toBe(false);
  expect(await letsIn([invoke])).toBe(false);
  expect(await letsIn([invokeUrl, invoke], { sourceArn: `${distribution}X` })).toBe(false);
  expect(await letsIn([invokeUrl, invoke], { service: 'apigateway.amazonaws.com' })).toBe(false);
});

test('the conditions on the URL’s type and on the way by a URL hold', async () => {
  const conditions = statement.Condition;
  const ofType = (type: string): PolicyStatement => ({
    ...invokeUrl,
    Condition: { ...conditions, StringEquals: { 'lambda:FunctionUrlAuthType': type } },
  });
  const viaUrl = (via: string): PolicyStatement => ({
    ...invoke,
    Condition: { ...conditions, Bool: { 'lambda:InvokedViaFunctionUrl': via } },
  });
  expect(await letsIn([ofType('AWS_IAM'), viaUrl('true')])).toBe(true);
  expect(await letsIn([ofType('NONE'), viaUrl('true')])).toBe(false);
  expect(await letsIn([ofType('AWS_IAM'), viaUrl('false')])).toBe(false);
});
