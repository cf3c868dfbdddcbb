import { z } from 'zod';
import { channelOf } from '../../channels/channel.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Span } from '../../trail/span.ts';
import type { ConsoleContext } from '../context.ts';
import { putAgain } from './put-again.ts';

/** What makes a step again. */
export type Repeat = () => Promise<unknown>;

/** Services whose operations take JSON that names no operation. */
const speakJson: ReadonlySet<string> = new Set(['dynamodb', 'sqs', 'events']);
const uploads: ReadonlySet<string> = new Set([
  ...['PutObject', 'PostObject', 'CompleteMultipartUpload', 'CopyObject'],
]);

/** Throws NotRepeatable for a step of which too little is kept. */
export function repeatOf(context: ConsoleContext, span: Span, payload: string): Repeat {
  const repeat =
    span.kind === 'request' ? requestAgain(context, span, payload) : sentAgain(context, span, payload);
  if (repeat) return repeat;
  throw new AwsError(
    'NotRepeatable',
    `${span.name} of ${span.service} cannot be made again from what is kept of it. Replay a step before or after it.`,
    409,
  );
}

function requestAgain(context: ConsoleContext, span: Span, payload: string): Repeat | undefined {
  const { aws } = context;
  const { service, name, target } = span;
  if (service === 's3' && uploads.has(name)) return putAgain(context, span);
  if (payload === '') return undefined;
  if (service === 'lambda' && name === 'Invoke' && target !== undefined)
    return () => aws.rest('lambda', { method: 'POST', path: target, body: payload });
  const { Action, ...members } = Object.fromEntries(new URLSearchParams(payload));
  if (Action === name) return () => aws.query(service, name, members);
  if (!speakJson.has(service)) return undefined;
  return () => aws.json(service, name, z.looseObject({}).parse(JSON.parse(payload)));
}

function sentAgain({ cloud }: ConsoleContext, span: Span, payload: string): Repeat | undefined {
  const { kind, service, name, target, facts } = span;
  const { lambda, topics } = cloud.ports;
  const invoke = (functionArn: string) => () =>
    lambda.enqueue({ functionArn, payload: Buffer.from(payload) });
  if (kind === 'invocation') return invoke(name);
  if (payload === '') return undefined;
  if (service === 'sns') {
    const { subscription, subject } = facts;
    const about = typeof subject === 'string' ? { subject } : {};
    return () => topics.publishTo(String(subscription), { body: payload, ...about });
  }
  const arn = facts.destination ?? target;
  if (typeof arn !== 'string') return undefined;
  const channel = channelOf(cloud, arn);
  return channel ? () => channel.send(payload) : invoke(arn);
}
