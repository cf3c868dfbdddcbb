import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeSource } from '../deliveries/deliveries-state.ts';
import { pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliverySources = operation({
  name: 'DescribeDeliverySources',
  input: z.strictObject({ ...pageSchema, resourceArns: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery-source', '*'),
  async run({ nextToken, limit }, { cloud, state }) {
    const deliverySources = [];
    for await (const [, one] of state.sources.entries(nextToken ? { gt: nextToken } : {})) {
      if (deliverySources.length === limit)
        return { deliverySources, nextToken: deliverySources.at(-1)?.name };
      deliverySources.push(describeSource(one, cloud));
    }
    return { deliverySources };
  },
});
