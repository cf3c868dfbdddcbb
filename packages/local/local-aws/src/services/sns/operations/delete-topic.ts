import { z } from 'zod';
import { checkTopicArn } from '../arn.ts';
import { operation, topicResource } from '../sns-state.ts';

export const deleteTopic = operation({
  name: 'DeleteTopic',
  input: z.strictObject({ TopicArn: z.string().optional() }),
  resource: topicResource,
  async run({ TopicArn }, { cloud, state }) {
    await state.removeTopic(checkTopicArn(cloud, TopicArn)); // deleting a topic that does not exist succeeds
  },
});
