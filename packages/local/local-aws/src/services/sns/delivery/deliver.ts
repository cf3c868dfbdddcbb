import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Delivery } from './delivery.ts';
import { lambdaEvent } from './lambda-event.ts';
import { queueMessage } from './queue-message.ts';
import { sendToQueue } from './send-to-queue.ts';
import type { Signer } from './signer.ts';

/** Hands one message over to its endpoint; resolves when it is durable there. Throws what the endpoint answers. */
export async function deliver(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<void> {
  const { protocol, endpoint, message } = delivery;
  if (protocol === 'sqs') {
    await sendToQueue(cloud, message.topicArn, endpoint, await queueMessage(cloud, signer, delivery));
    return;
  }
  const call = { functionArn: endpoint, principal: 'sns.amazonaws.com', sourceArn: message.topicArn };
  if (!(await cloud.ports.lambda.permits(call))) {
    throw new AwsError('AccessDeniedException', `SNS may not invoke ${endpoint}`, 403);
  }
  const event = await lambdaEvent(cloud, signer, delivery);
  await cloud.ports.lambda.enqueue({ functionArn: endpoint, payload: Buffer.from(JSON.stringify(event)) });
}
