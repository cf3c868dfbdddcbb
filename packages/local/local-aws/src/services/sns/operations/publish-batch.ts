import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { listOf } from '../../../protocol/query-input.ts';
import { checkBatch } from '../publish/batch.ts';
import { bodiesOf } from '../publish/message-bodies.ts';
import { attributesOf, messageSchema } from '../publish/message-input.ts';
import { checkMessage, maximumSize, sizeOf } from '../publish/message-rules.ts';
import { publish as fanOut } from '../publish/publish.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';

export const publishBatch = operation({
  name: 'PublishBatch',
  action: 'sns:Publish',
  input: z.strictObject({
    TopicArn: z.string().optional(),
    PublishBatchRequestEntries: listOf(messageSchema.extend({ Id: z.string().default('') })).default([]),
  }),
  resource: topicResource,
  async run({ TopicArn, PublishBatchRequestEntries: entries }, context) {
    checkBatch(entries);
    const topic = findTopic(context, TopicArn);
    for (const [index, entry] of entries.entries()) {
      checkMessage(entry, `publishBatchRequestEntries.${index + 1}.member.`);
    }
    if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > maximumSize) {
      throw new AwsError(
        'BatchRequestTooLong',
        'The length of all the messages put together is more than the limit.',
      );
    }
    const ids = await fanOut(
      context,
      topic,
      entries.map((entry) => ({
        bodyFor: bodiesOf(entry),
        subject: entry.Subject,
        attributes: attributesOf(entry),
        traceHeader: context.request.headers['x-amzn-trace-id']?.toString(),
      })),
    );
    return {
      Successful: { member: entries.map(({ Id }, index) => ({ Id, MessageId: ids[index] })) },
      Failed: { member: [] }, // one malformed message fails all of them
    };
  },
});
