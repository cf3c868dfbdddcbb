import type { Cloud } from '../../../../cloud/cloud.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import type { Signer } from '../../signing/signer.ts';
import type { Delivery } from '../delivery.ts';
import { notificationText } from '../notification.ts';
import { confirmationText } from './confirmation-text.ts';

/** Amazon SNS Developer Guide, "HTTP/HTTPS endpoints": how long an endpoint may take to answer. */
const timeoutMs = 15_000;

/** Posts a message, or a subscription confirmation, to a URL. Throws if the response is not 2xx. */
export async function postToUrl(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<void> {
  const { endpoint, subscriptionArn, isRaw, http, message } = delivery;
  const { token } = message;
  const asksForConfirmation = token !== undefined;
  const body = asksForConfirmation
    ? await confirmationText(cloud, signer, message, token)
    : isRaw
      ? message.body
      : await notificationText(cloud, signer, delivery);
  const { url, authorization } = withoutUser(endpoint);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': (asksForConfirmation ? undefined : http?.contentType) ?? 'text/plain; charset=UTF-8',
      ...(authorization === undefined ? {} : { authorization }),
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': asksForConfirmation ? 'SubscriptionConfirmation' : 'Notification',
      'x-amz-sns-message-id': message.id,
      'x-amz-sns-topic-arn': message.topicArn,
      ...(asksForConfirmation ? {} : { 'x-amz-sns-subscription-arn': subscriptionArn }),
      ...(isRaw && !asksForConfirmation ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
    },
    body,
  });
  await response.body?.cancel();
  if (response.ok) return;
  const problem = `${endpoint} answered ${response.status}`;
  // AWS treats these as the sender's fault, which no retry mends.
  if (response.status >= 400 && response.status < 500 && response.status !== 429) {
    throw new AwsError('EndpointRefused', problem);
  }
  throw new Error(problem);
}

/** A user and password in the URL become the Authorization header. */
function withoutUser(endpoint: string): { readonly url: URL; readonly authorization?: string } {
  const url = new URL(endpoint);
  if (url.username === '' && url.password === '') return { url };
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return { url, authorization: `Basic ${Buffer.from(user).toString('base64')}` };
}
