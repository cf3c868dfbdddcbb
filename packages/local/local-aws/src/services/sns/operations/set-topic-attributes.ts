import { z } from 'zod';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { withAttributes } from '../topics/topic-attributes.ts';

export const setTopicAttributes = operation({
  name: 'SetTopicAttributes',
  input: z.strictObject({
    TopicArn: z.string().optional(),
    AttributeName: z.string().default(''),
    AttributeValue: z.string().default(''),
  }),
  resource: topicResource,
  async run({ TopicArn, AttributeName, AttributeValue }, context) {
    const topic = findTopic(context, TopicArn);
    const attributes = withAttributes(topic.attributes, { [AttributeName]: AttributeValue });
    await context.state.saveTopic({ ...topic, attributes });
  },
});
