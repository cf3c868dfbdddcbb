import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeDestination } from '../deliveries/deliveries-state.ts';
import { pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliveryDestinations = operation({
  name: 'DescribeDeliveryDestinations',
  input: z.strictObject({ ...pageSchema, names: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery-destination', '*'),
  async run({ nextToken, limit }, { cloud, state }) {
    const deliveryDestinations = [];
    for await (const [, one] of state.destinations.entries(nextToken ? { gt: nextToken } : {})) {
      if (deliveryDestinations.length === limit)
        return { deliveryDestinations, nextToken: deliveryDestinations.at(-1)?.name };
      deliveryDestinations.push(describeDestination(one, cloud));
    }
    return { deliveryDestinations };
  },
});
