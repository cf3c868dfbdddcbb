import type { Cloud } from '../../../../cloud/cloud.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import type { Signer } from '../../signing/signer.ts';
import type { Delivery } from '../delivery.ts';
import { lambdaEvent } from './lambda-event.ts';

/** Invokes a function asynchronously. Throws if the function's policy does not let SNS do it on the topic's behalf. */
export async function invokeFunction(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<void> {
  const { endpoint: functionArn, message } = delivery;
  const { lambda } = cloud.ports;
  const call = { functionArn, principal: 'sns.amazonaws.com', sourceArn: message.topicArn };
  if (!(await lambda.permits(call))) {
    throw new AwsError('AccessDeniedException', `SNS may not invoke ${functionArn}`, 403);
  }
  const payload = Buffer.from(JSON.stringify(await lambdaEvent(cloud, signer, delivery)));
  await lambda.enqueue({ functionArn, payload, traceHeader: message.traceHeader });
}
