import { invalidParameter, notImplemented } from '../sns-error.ts';
import type { Protocol } from './subscription.ts';

/** Protocols that SNS has and local-aws has not. */
const others = ['application', 'email', 'email-json', 'firehose', 'sms'];

/** Throws InvalidParameter for an endpoint that SNS does not take; whether it is there shows with the first message. */
export function checkEndpoint(protocol: string, endpoint: string): Protocol {
  if (others.includes(protocol)) throw notImplemented(`Subscribe with protocol ${protocol}`);
  if (protocol === 'sqs') {
    if (!/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(endpoint))
      throw invalidParameter('SQS endpoint ARN');
    if (endpoint.endsWith('.fifo')) {
      throw invalidParameter(
        'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
      );
    }
    return protocol;
  }
  if (protocol === 'lambda') {
    if (!/^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(endpoint)) {
      throw invalidParameter('Lambda endpoint ARN');
    }
    return protocol;
  }
  if (protocol === 'http' || protocol === 'https') {
    if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== `${protocol}:`) {
      throw invalidParameter('Endpoint must match the specified protocol');
    }
    return protocol;
  }
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
}
