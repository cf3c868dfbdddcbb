import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Signer } from '../../signing/signer.ts';
import type { Delivery } from '../delivery.ts';
import { notification } from '../notification.ts';

/** AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". */
export async function lambdaEvent(cloud: Cloud, signer: Signer, delivery: Delivery) {
  const { signed, signature, certificateUrl, unsubscribeUrl, attributes } = await notification(
    cloud,
    signer,
    delivery,
  );
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: delivery.subscriptionArn,
        Sns: {
          ...signed,
          Subject: delivery.message.subject ?? null,
          SignatureVersion: '1', // even if the signature has version 2, as on AWS
          Signature: signature,
          SigningCertUrl: certificateUrl,
          UnsubscribeUrl: unsubscribeUrl,
          MessageAttributes: attributes,
        },
      },
    ],
  };
}
