import type { Cloud } from '../../cloud/cloud.ts';
import type { TopicPort } from '../../cloud/ports.ts';
import { publish, publishTo } from './publish/publish.ts';
import { findTopic, type SnsState } from './sns-state.ts';
import { policyOf } from './topics/topic.ts';

/** What SNS does for other services. */
export function topicPort(cloud: Cloud, state: SnsState): TopicPort {
  const call = { cloud, state };
  return {
    exists: async (arn) => state.topics.has(arn),
    policyOf: async (arn) => policyOf(findTopic(call, arn)),
    async publish(arn, { body, subject, attributes = {}, traceHeader }) {
      const message = { bodyFor: () => body, subject, attributes, traceHeader };
      const [messageId = ''] = await publish(call, findTopic(call, arn), [message]);
      return { messageId };
    },
    publishTo: (arn, message) => publishTo(call, arn, message),
  };
}
