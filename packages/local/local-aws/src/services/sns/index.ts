import type { ServiceFactory } from '../../cloud/service.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { addPermission } from './operations/add-permission.ts';
import { createTopic } from './operations/create-topic.ts';
import { deleteTopic } from './operations/delete-topic.ts';
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.ts';
import { getTopicAttributes } from './operations/get-topic-attributes.ts';
import { listSubscriptions } from './operations/list-subscriptions.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTopics } from './operations/list-topics.ts';
import { publish } from './operations/publish.ts';
import { publishBatch } from './operations/publish-batch.ts';
import { removePermission } from './operations/remove-permission.ts';
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.ts';
import { setTopicAttributes } from './operations/set-topic-attributes.ts';
import { subscribe } from './operations/subscribe.ts';
import { tagResource } from './operations/tag-resource.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { untagResource } from './operations/untag-resource.ts';
import { openSns } from './sns-state.ts';
import { topicPort } from './topic-port.ts';

/**
 * Amazon SNS: standard topics that fan out to SQS queues and Lambda functions. A message that Publish has accepted is
 * written down for each subscription and delivered afterwards, again where local-aws died in between.
 *
 * Gaps: FIFO topics; endpoints but SQS and Lambda (HTTP, mail, text messages, mobile push, Firehose), and with HTTP the
 * confirmation of subscriptions; fair queues; data protection policies; archives and replay; the certificate at
 * SigningCertURL.
 * Without effect (stored and answered): DeliveryPolicy, KmsMasterKeyId, TracingConfig, feedback roles and sample rates.
 * By design: what an endpoint fails to take is tried again for a quarter of an hour, where AWS goes on for 23 days, then
 * goes to the subscription's dead-letter queue; what it refuses goes there at once. A function's policy must let SNS
 * invoke it; a queue's policy is evaluated where IAM is enforced. A topic's subscriptions go with it at once. The size of
 * a notification is not held against the queue's limit.
 */
export const createSns: ServiceFactory = async (cloud) => {
  const state = await openSns(cloud);
  const service = queryService({
    name: 'sns',
    iamPrefix: 'sns',
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    cloud,
    state,
    operations: [
      publish,
      publishBatch,
      ...[
        addPermission,
        createTopic,
        deleteTopic,
        getSubscriptionAttributes,
        getTopicAttributes,
        listSubscriptions,
        listSubscriptionsByTopic,
        listTagsForResource,
        listTopics,
        removePermission,
        setSubscriptionAttributes,
        setTopicAttributes,
        subscribe,
        tagResource,
        unsubscribe,
        untagResource,
      ].map(oneChangeAtATime()),
    ],
  });
  return {
    services: [service],
    ports: { topics: topicPort(cloud, state) },
    start: () => state.deliveries.start(),
    close: async () => state.deliveries.close(),
  };
};
