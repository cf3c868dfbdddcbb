import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import type { Signer } from '../signing/signer.ts';
import type { Delivery } from './delivery.ts';

/** Amazon SNS Developer Guide, "Parsing message formats": what every endpoint receives, with slightly different names. */
export async function notification(cloud: Cloud, signer: Signer, { subscriptionArn, message }: Delivery) {
  const { id, topicArn, subject, body, attributes, timestamp, signatureVersion } = message;
  const signed = {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: body,
    Timestamp: timestamp,
  };
  return {
    signed,
    signature: await signer.sign(signed, signatureVersion),
    signatureVersion,
    certificateUrl: await signer.certificateUrl(),
    unsubscribeUrl: `${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    attributes: writeAttributes(attributes),
  };
}

/** The notification as JSON for queues and URLs. */
export async function notificationText(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<string> {
  const { signed, signature, signatureVersion, certificateUrl, unsubscribeUrl, attributes } =
    await notification(cloud, signer, delivery);
  return JSON.stringify({
    ...signed,
    SignatureVersion: signatureVersion,
    Signature: signature,
    SigningCertURL: certificateUrl,
    UnsubscribeURL: unsubscribeUrl,
    ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
  });
}

function writeAttributes(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}
