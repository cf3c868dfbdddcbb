import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeDelivery } from '../deliveries/deliveries-state.ts';
import { pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliveries = operation({
  name: 'DescribeDeliveries',
  input: z.strictObject({ ...pageSchema, deliverySourceNames: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery', '*'),
  async run({ nextToken, limit }, { cloud, state }) {
    const deliveries = [];
    for await (const [, one] of state.deliveries.entries(nextToken ? { gt: nextToken } : {})) {
      if (deliveries.length === limit) return { deliveries, nextToken: deliveries.at(-1)?.id };
      deliveries.push(describeDelivery(one, cloud));
    }
    return { deliveries };
  },
});
