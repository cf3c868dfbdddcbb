import type { Cloud } from '../../cloud/cloud.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';
import { checkTopicArn } from './arn.ts';
import { createDeliveries, type Deliveries } from './delivery/deliveries.ts';
import { createSigner, type Signer } from './signing/signer.ts';
import { notFound } from './sns-error.ts';
import type { Subscription } from './subscriptions/subscription.ts';
import { policyOf, type Topic } from './topics/topic.ts';

export interface SnsState {
  /** By their ARNs. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  readonly deliveries: Deliveries;
  readonly signer: Signer;
  subscriptionsOf(topicArn: string): Subscription[];
  saveTopic(topic: Topic): Promise<void>;
  /** With all its subscriptions. */
  removeTopic(arn: string): Promise<void>;
  saveSubscription(subscription: Subscription): Promise<void>;
  removeSubscription(arn: string): Promise<void>;
}

export const operation = operationsOf<SnsState>({
  refuseInput: modelFault('ValidationError'),
  resourcePolicy: (arn, { topics }) => {
    const topic = topics.get(arn);
    return topic && policyOf(topic);
  },
});

/** Opens all topics and subscriptions. */
export async function openSns(cloud: Cloud): Promise<SnsState> {
  const storedTopics = cloud.storage.collection<Topic>('sns/topics');
  const storedSubscriptions = cloud.storage.collection<Subscription>('sns/subscriptions');
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();
  for await (const [arn, topic] of storedTopics.entries()) topics.set(arn, topic);
  for await (const [arn, subscription] of storedSubscriptions.entries()) subscriptions.set(arn, subscription);

  const signer = createSigner(cloud);
  const state: SnsState = {
    topics,
    subscriptions,
    signer,
    deliveries: createDeliveries(cloud, signer),
    subscriptionsOf: (topicArn) =>
      [...subscriptions.values()].filter((subscription) => subscription.topicArn === topicArn),
    async saveTopic(topic) {
      await storedTopics.put(topic.arn, topic);
      topics.set(topic.arn, topic);
    },
    async removeTopic(arn) {
      const subscribed = state.subscriptionsOf(arn).map((subscription) => subscription.arn);
      await cloud.storage.commit([
        ...storedTopics.changes([{ delete: arn }]),
        ...storedSubscriptions.changes(subscribed.map((each) => ({ delete: each }))),
      ]);
      topics.delete(arn);
      for (const each of subscribed) subscriptions.delete(each);
    },
    async saveSubscription(subscription) {
      await storedSubscriptions.put(subscription.arn, subscription);
      subscriptions.set(subscription.arn, subscription);
    },
    async removeSubscription(arn) {
      await storedSubscriptions.delete(arn);
      subscriptions.delete(arn);
    },
  };
  return state;
}

type Call = { readonly cloud: Cloud; readonly state: SnsState };

/** IAM's resource of an operation on a topic. */
export function topicResource({ TopicArn }: { TopicArn?: string | undefined }): string {
  return TopicArn ?? '*';
}

/** Throws InvalidParameter, NotFound. */
export function findTopic({ cloud, state }: Call, arn: string | undefined, parameter?: string): Topic {
  const topic = state.topics.get(checkTopicArn(cloud, arn, parameter));
  if (!topic) throw notFound('Topic');
  return topic;
}
