import { z } from 'zod';
import { bodiesOf } from '../publish/message-bodies.ts';
import { attributesOf, messageSchema } from '../publish/message-input.ts';
import { checkMessage, maximumSize, sizeOf } from '../publish/message-rules.ts';
import { publish as fanOut } from '../publish/publish.ts';
import { invalidParameter, notImplemented } from '../sns-error.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';

export const publish = operation({
  name: 'Publish',
  input: messageSchema.extend({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    PhoneNumber: z.string().optional(),
  }),
  resource: ({ TopicArn, TargetArn }) => topicResource({ TopicArn: TopicArn ?? TargetArn }),
  async run({ TopicArn, TargetArn, PhoneNumber, ...input }, context) {
    if (PhoneNumber !== undefined) throw notImplemented('Publish to a phone number');
    checkMessage(input);
    if (sizeOf(input) > maximumSize) throw invalidParameter('Message too long');
    if (TargetArn?.includes(':endpoint/')) {
      throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
    }
    const topic = findTopic(context, TopicArn ?? TargetArn);
    const message = {
      bodyFor: bodiesOf(input),
      subject: input.Subject,
      attributes: attributesOf(input),
      traceHeader: context.request.headers['x-amzn-trace-id']?.toString(),
    };
    const [MessageId] = await fanOut(context, topic, [message]);
    return { MessageId };
  },
});
