import { z } from 'zod';
import { parsePolicy } from '../../../auth/policy/document.ts';
import { listOf } from '../../../protocol/query-input.ts';
import { invalidParameter } from '../sns-error.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { policyOf } from '../topics/topic.ts';
import { isTopicAction, outOfScope } from '../topics/topic-policy.ts';

const oneOrMany = (values: readonly string[]) => (values.length === 1 ? values[0] : values);

export const addPermission = operation({
  name: 'AddPermission',
  input: z.strictObject({
    TopicArn: z.string().optional(),
    Label: z.string().default(''),
    AWSAccountId: listOf(z.string()).default([]),
    ActionName: listOf(z.string()).default([]),
  }),
  resource: topicResource,
  async run({ TopicArn, Label, AWSAccountId, ActionName }, context) {
    const topic = findTopic(context, TopicArn);
    const policy = JSON.parse(policyOf(topic));
    if (parsePolicy(policyOf(topic)).some(({ Sid }) => Sid === Label)) {
      throw invalidParameter('Statement already exists');
    }
    if (!ActionName.every((action) => isTopicAction(`SNS:${action}`))) throw outOfScope();
    const statement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: oneOrMany(AWSAccountId.map((account) => `arn:aws:iam::${account}:root`)) },
      Action: oneOrMany(ActionName.map((action) => `SNS:${action}`)),
      Resource: topic.arn,
    };
    const Policy = JSON.stringify({ ...policy, Statement: [policy.Statement].flat().concat(statement) });
    await context.state.saveTopic({ ...topic, attributes: { ...topic.attributes, Policy } });
  },
});
