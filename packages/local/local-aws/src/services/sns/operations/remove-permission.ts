import { z } from 'zod';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { policyOf } from '../topics/topic.ts';

const policySchema = z.looseObject({
  Statement: z.union([z.array(z.looseObject({})), z.looseObject({})]).transform((value) => [value].flat()),
});

export const removePermission = operation({
  name: 'RemovePermission',
  input: z.strictObject({ TopicArn: z.string().optional(), Label: z.string().default('') }),
  resource: topicResource,
  async run({ TopicArn, Label }, context) {
    const topic = findTopic(context, TopicArn);
    const policy = policySchema.parse(JSON.parse(policyOf(topic)));
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (Statement.length === policy.Statement.length) return;
    const Policy = JSON.stringify({ ...policy, Statement });
    await context.state.saveTopic({ ...topic, attributes: { ...topic.attributes, Policy } });
  },
});
