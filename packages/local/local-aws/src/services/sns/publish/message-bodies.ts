import { z } from 'zod';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import { invalidParameter } from '../sns-error.ts';
import type { MessageInput } from './message-input.ts';

const objectSchema = z.record(z.string(), z.unknown());

/** The text for each protocol: with MessageStructure `json` its own, or the default. Throws InvalidParameter. */
export function bodiesOf({
  Message,
  MessageStructure,
}: Pick<MessageInput, 'Message' | 'MessageStructure'>): (protocol: string) => string {
  if (MessageStructure !== 'json') return () => Message;
  const bodies = objectSchema.safeParse(jsonOrUndefined(Message)).data;
  if (!bodies) throw invalidParameter('Message Structure - JSON message body failed to parse');
  const { default: byDefault } = bodies;
  if (typeof byDefault !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return (protocol) => {
    const own = Object.hasOwn(bodies, protocol) ? bodies[protocol] : undefined;
    return typeof own === 'string' ? own : byDefault;
  };
}
