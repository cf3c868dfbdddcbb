import type { Cloud } from '../../../../cloud/cloud.ts';
import type { ServiceSigner } from '../../../../cloud/ports.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import type { AwsRequest } from '../../../../protocol/message.ts';
import type { FunctionRecord } from '../../function-record.ts';
import { permits } from '../../resource-policy.ts';
import { type FunctionUrl, functionUrlArn } from '../function-url.ts';
import { forbidden } from './url-refusal.ts';

/**
 * Lets a request through to a function. Since October 2025 two permissions are needed: to invoke the URL, and to invoke
 * the function by way of it. A public URL needs them in the function's own policy; one with AWS_IAM there or in the
 * caller's. Throws a UrlRefusal. Source: Lambda Developer Guide, "Control access to Lambda function URLs".
 */
export async function checkAccess(
  cloud: Pick<Cloud, 'region' | 'accountId' | 'access' | 'log'>,
  { url, record }: { readonly url: FunctionUrl; readonly record: FunctionRecord },
  request: AwsRequest,
  signer: ServiceSigner | undefined,
): Promise<void> {
  const resource = functionUrlArn(cloud, url);
  const needed = [
    {
      action: 'lambda:InvokeFunctionUrl',
      context: { 'lambda:FunctionUrlAuthType': url.authType, 'lambda:FunctionArn': resource },
    },
    { action: 'lambda:InvokeFunction', context: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  ];
  if (url.authType === 'AWS_IAM' && signer) {
    const call = {
      functionArn: resource,
      principal: signer.service,
      sourceArn: signer.sourceArn,
      sourceAccount: cloud.accountId,
    };
    if (needed.every((access) => permits(record.policy, { ...call, ...access }))) return;
    cloud.log.warn(
      `${signer.service} may not invoke the function URL of ${resource} for ${signer.sourceArn}`,
    );
    throw forbidden();
  }
  if (url.authType === 'AWS_IAM' && request.caller.kind === 'anonymous') throw forbidden();
  const resourcePolicy = JSON.stringify({ Statement: record.policy });
  try {
    for (const access of needed)
      await cloud.access.authorize(request, { ...access, resources: [resource], resourcePolicy });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (url.authType === 'NONE')
      cloud.log.warn(
        `The function URL of ${resource} is public, yet its policy lets nobody in: it needs lambda:InvokeFunctionUrl (FunctionUrlAuthType NONE) and lambda:InvokeFunction for the principal *.`,
      );
    throw forbidden();
  }
}
