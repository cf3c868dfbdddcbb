import { z } from 'zod';
import { channelOf } from '../../channels/channel.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Span } from '../../trail/span.ts';
import type { ConsoleContext } from '../context.ts';
import { findSpan } from '../find-span.ts';
import { route } from '../route.ts';

/** Makes a step again. Answers the id of the trail that begins with it. */
export const replaySpan = route({
  method: 'POST',
  path: '/spans/{id}/replay',
  input: z.strictObject({
    id: z.string(),
    /** Instead of the payload that the step had. */
    payload: z.string().optional(),
  }),
  async run({ id, payload }, context) {
    const { trail } = context.cloud;
    const span = findSpan(trail, id);
    const repeat = repeatOf(context, span, payload ?? payloadToRepeat(span));
    const { service, name, target } = span;
    const replay = {
      kind: 'request',
      service,
      name: `Replay ${name}`,
      facts: { replayOf: id },
      causedBy: [],
      ...(target === undefined ? {} : { target }),
    } as const;
    return trail.step(replay, async (step) => {
      await repeat();
      return { trailId: step.id };
    });
  },
});

function payloadToRepeat({ input }: Span): string {
  if (!input) return '';
  if (input.isWhole) return input.text;
  const message = `The payload has ${input.bytes} bytes, of which only the first are kept. Send a payload with the request.`;
  throw new AwsError('PayloadNotKept', message, 409);
}

/** Throws NotRepeatable for a step that was more than its payload, such as an upload. */
function repeatOf({ cloud, aws }: ConsoleContext, span: Span, payload: string): () => Promise<unknown> {
  const { kind, service, name, target, facts } = span;
  const { lambda } = cloud.ports;
  const enqueue = (functionArn: string) => () =>
    lambda.enqueue({ functionArn, payload: Buffer.from(payload) });
  if (kind === 'invocation') return enqueue(name);
  const arn = facts.destination ?? target;
  if (
    (kind === 'event' || kind === 'delivery') &&
    service !== 'sns' &&
    typeof arn === 'string' &&
    payload !== ''
  ) {
    const channel = channelOf(cloud, arn);
    return channel ? () => channel.send(payload) : enqueue(arn);
  }
  if (kind === 'request' && (service === 'dynamodb' || service === 'sqs') && payload !== '')
    return () => aws.json(service, name, z.looseObject({}).parse(JSON.parse(payload)));
  throw new AwsError(
    'NotRepeatable',
    `${name} of ${service} cannot be made again from what is kept of it. Replay a step before or after it.`,
    409,
  );
}
