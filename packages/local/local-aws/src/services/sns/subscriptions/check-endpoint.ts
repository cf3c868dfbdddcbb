import { invalidParameter, notImplemented } from '../sns-error.ts';
import { type Protocol, protocols } from './subscription.ts';

/** Protocols that SNS supports and local-aws does not. */
const others = ['application', 'firehose', 'sms'];

/** What is wrong with an endpoint, undefined if nothing is. */
const problemOf: Readonly<Record<Protocol, (endpoint: string) => string | undefined>> = {
  sqs: problemOfQueue,
  lambda: (endpoint) =>
    /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(endpoint)
      ? undefined
      : 'Lambda endpoint ARN',
  http: (endpoint) => problemOfUrl(endpoint, 'http:'),
  https: (endpoint) => problemOfUrl(endpoint, 'https:'),
  email: problemOfMail,
  'email-json': problemOfMail,
};

/** Throws InvalidParameter for an endpoint that SNS refuses; whether it exists shows only at the first message. */
export function checkEndpoint(name: string, endpoint: string): Protocol {
  if (others.includes(name)) throw notImplemented(`Subscribe with protocol ${name}`);
  const protocol = protocols.find((one) => one === name);
  if (!protocol) throw invalidParameter(`Amazon SNS does not support this protocol string: ${name}`);
  const problem = problemOf[protocol](endpoint);
  if (problem !== undefined) throw invalidParameter(problem);
  return protocol;
}

function problemOfQueue(endpoint: string): string | undefined {
  if (!/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(endpoint)) return 'SQS endpoint ARN';
  return endpoint.endsWith('.fifo')
    ? 'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics'
    : undefined;
}

function problemOfUrl(endpoint: string, scheme: string): string | undefined {
  return URL.canParse(endpoint) && new URL(endpoint).protocol === scheme
    ? undefined
    : 'Endpoint must match the specified protocol';
}

function problemOfMail(endpoint: string): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(endpoint) ? undefined : 'Email address';
}
