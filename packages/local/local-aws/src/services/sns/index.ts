import type { ServiceFactory } from '../../cloud/service.ts';
import type { AwsRequest, AwsResponse } from '../../protocol/message.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { queryService } from '../../protocol/query.ts';
import { addPermission } from './operations/add-permission.ts';
import { confirmSubscription } from './operations/confirm-subscription.ts';
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
 * Amazon SNS: standard topics that fan out to SQS queues, Lambda functions and URLs. An accepted message is stored once per
 * subscription and delivered afterwards, also after a crash.
 *
 * Gaps: FIFO topics; text messages, mobile push and Firehose as endpoints; fair queues; data protection policies;
 * archives and replay; UnsubscribeConfirmation.
 *
 * Without effect (stored and returned): KmsMasterKeyId, TracingConfig, feedback roles and sample rates, throttling.
 *
 * By design:
 * - A delivery that fails at a queue or function is retried for a quarter of an hour (on AWS for 23 days). Then the message
 *   goes to the subscription's dead-letter queue. If the queue or function refuses the message, it goes there at once.
 * - A function's policy must let SNS invoke it. A queue's policy is evaluated if IAM is enforced.
 * - Emails are written to the log.
 * - Deleting a topic deletes its subscriptions at once. Unconfirmed subscriptions do not expire.
 * - The size of a notification is not checked against the queue's limit.
 * - Errors about a filter policy do not give the position in the text.
 * - Notifications are signed by a key of this local-aws, whose certificate is at SigningCertURL.
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
        confirmSubscription,
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

  /** The certificate is for everybody. */
  async function handle(request: AwsRequest): Promise<AwsResponse> {
    if (!request.path.startsWith('/_aws/sns/')) return service.handle(request);
    const certificate = await state.signer.certificateAt(request.path);
    if (certificate === undefined) return { status: 404 };
    return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: certificate };
  }

  return {
    services: [{ ...service, handle }],
    ports: { topics: topicPort(cloud, state) },
    start: () => state.deliveries.start(),
    close: async () => state.deliveries.close(),
  };
};
