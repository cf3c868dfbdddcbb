import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeDestination } from '../deliveries/deliveries-state.ts';
import { pageOf, pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliveryDestinations = operation({
  name: 'DescribeDeliveryDestinations',
  input: z.strictObject({ ...pageSchema, names: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery-destination', '*'),
  async run(input, { cloud, state }) {
    const { page, ...more } = await pageOf(state.destinations, input);
    return { deliveryDestinations: page.map((one) => describeDestination(one, cloud)), ...more };
  },
});
