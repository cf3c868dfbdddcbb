import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import type { Delivery } from './delivery.ts';
import type { Signer } from './signer.ts';

/** Amazon SNS Developer Guide, "Parsing message formats": what every endpoint is told, whose names differ a little. */
export async function notification(cloud: Cloud, signer: Signer, { subscriptionArn, message }: Delivery) {
  const { id, topicArn, subject, body, attributes, timestamp, signatureVersion } = message;
  const told = {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: body,
    Timestamp: timestamp,
  };
  return {
    ...told,
    SignatureVersion: signatureVersion,
    MessageAttributes: writeAttributes(attributes),
    signature: await signer.sign(told, signatureVersion),
    certificateUrl: signer.certificateUrl(),
    unsubscribeUrl: `${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
  };
}

function writeAttributes(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}
