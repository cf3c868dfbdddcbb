import { z } from 'zod';
import { pageOf } from '../page.ts';
import { operation } from '../sns-state.ts';

export const listTopics = operation({
  name: 'ListTopics',
  input: z.strictObject({ NextToken: z.string().optional() }),
  run({ NextToken }, { state }) {
    const { items, ...next } = pageOf([...state.topics.values()], ({ arn }) => arn, NextToken);
    return { Topics: { member: items.map(({ arn }) => ({ TopicArn: arn })) }, ...next };
  },
});
