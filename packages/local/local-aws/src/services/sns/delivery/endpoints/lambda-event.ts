import type { Cloud } from '../../../cloud/cloud.ts';
import type { Delivery } from './delivery.ts';
import { notification } from './notification.ts';
import type { Signer } from './signer.ts';

/** AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". */
export async function lambdaEvent(cloud: Cloud, signer: Signer, delivery: Delivery) {
  const told = await notification(cloud, signer, delivery);
  const { signature, certificateUrl, unsubscribeUrl, MessageAttributes, ...first } = told;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: delivery.subscriptionArn,
        Sns: {
          ...first,
          Subject: delivery.message.subject ?? null,
          SignatureVersion: '1', // also where the signature is of version 2, as on AWS
          Signature: signature,
          SigningCertUrl: certificateUrl,
          UnsubscribeUrl: unsubscribeUrl,
          MessageAttributes,
        },
      },
    ],
  };
}
