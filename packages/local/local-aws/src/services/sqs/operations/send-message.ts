import { z } from 'zod';
import { sendSchema } from '../message-rules.ts';
import { send } from '../send.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const sendMessage = operation({
  name: 'SendMessage',
  input: sendSchema.extend({ QueueUrl: z.string() }),
  resource: queueResource,
  run: (input, { state, request }) => send(findQueue(state, input.QueueUrl), input, request),
});
