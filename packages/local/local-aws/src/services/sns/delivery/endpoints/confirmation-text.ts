import type { Cloud } from '../../../../cloud/cloud.ts';
import type { TopicMessage } from '../../publish/topic-message.ts';
import type { Signer } from '../../signing/signer.ts';

export function subscribeUrl({ endpoint }: Cloud, topicArn: string, token: string): string {
  return `${endpoint}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
}

/** Amazon SNS Developer Guide, "HTTP/HTTPS subscription confirmation JSON format". */
export async function confirmationText(
  cloud: Cloud,
  signer: Signer,
  { id, topicArn, body, timestamp, signatureVersion }: TopicMessage,
  token: string,
): Promise<string> {
  const signed = {
    Type: 'SubscriptionConfirmation',
    MessageId: id,
    Token: token,
    TopicArn: topicArn,
    Message: body,
    SubscribeURL: subscribeUrl(cloud, topicArn, token),
    Timestamp: timestamp,
  };
  return JSON.stringify({
    ...signed,
    SignatureVersion: signatureVersion,
    Signature: await signer.sign(signed, signatureVersion),
    SigningCertURL: await signer.certificateUrl(),
  });
}
