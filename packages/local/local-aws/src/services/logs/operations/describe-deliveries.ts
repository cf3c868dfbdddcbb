import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeDelivery } from '../deliveries/deliveries-state.ts';
import { pageOf, pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliveries = operation({
  name: 'DescribeDeliveries',
  input: z.strictObject({ ...pageSchema, deliverySourceNames: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery', '*'),
  async run(input, { cloud, state }) {
    const { page, ...more } = await pageOf(state.deliveries, input);
    return { deliveries: page.map((one) => describeDelivery(one, cloud)), ...more };
  },
});
