import { z } from 'zod';
import { allPages } from '../all-pages.ts';
import { members } from '../listed.ts';
import { route } from '../route.ts';

const NextToken = z.string().optional();
const topicPage = z.object({ Topics: members(z.object({ TopicArn: z.string() })), NextToken });
const subscription = z.object({
  SubscriptionArn: z.string(),
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
});
const subscriptionPage = z.object({ Subscriptions: members(subscription), NextToken });

/** All topics of SNS, with who is subscribed. */
export const listTopics = route({
  method: 'GET',
  path: '/topics',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const topics = await allPages(async (next) =>
      topicPage.parse(await aws.query('sns', 'ListTopics', next)),
    );
    const subscribed = await allPages(async (next) =>
      subscriptionPage.parse(await aws.query('sns', 'ListSubscriptions', next)),
    );
    const subscriptions = subscribed.flatMap((page) => page.Subscriptions.member);
    return {
      topics: topics
        .flatMap((page) => page.Topics.member)
        .map(({ TopicArn }) => ({
          name: TopicArn.split(':').at(-1),
          arn: TopicArn,
          subscriptions: subscriptions
            .filter((one) => one.TopicArn === TopicArn)
            .map(({ SubscriptionArn, Protocol, Endpoint }) => ({
              arn: SubscriptionArn,
              protocol: Protocol,
              endpoint: Endpoint,
            })),
        })),
    };
  },
});
