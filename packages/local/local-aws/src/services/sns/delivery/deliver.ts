import type { Cloud } from '../../../cloud/cloud.ts';
import type { Signer } from '../signing/signer.ts';
import type { Protocol } from '../subscriptions/subscription.ts';
import type { Delivery } from './delivery.ts';
import { invokeFunction } from './endpoints/invoke-function.ts';
import { postToUrl } from './endpoints/post-to-url.ts';
import { queueMessage } from './endpoints/queue-message.ts';
import { sendToQueue } from './endpoints/send-to-queue.ts';
import { writeMail } from './endpoints/write-mail.ts';

type Deliver = (cloud: Cloud, signer: Signer, delivery: Delivery) => Promise<void>;

const byProtocol: Readonly<Record<Protocol, Deliver>> = {
  async sqs(cloud, signer, delivery) {
    const { topicArn, traceHeader } = delivery.message;
    const message = await queueMessage(cloud, signer, delivery);
    await sendToQueue(cloud, topicArn, delivery.endpoint, message, traceHeader);
  },
  lambda: invokeFunction,
  http: postToUrl,
  https: postToUrl,
  email: writeMail,
  'email-json': writeMail,
};

/** Sends one message to its endpoint; resolves when the endpoint has it. Throws the endpoint's error. */
export const deliver: Deliver = (cloud, signer, delivery) =>
  byProtocol[delivery.protocol](cloud, signer, delivery);
