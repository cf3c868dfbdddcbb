import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, describeSource } from '../deliveries/deliveries-state.ts';
import { pageOf, pageSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const describeDeliverySources = operation({
  name: 'DescribeDeliverySources',
  input: z.strictObject({ ...pageSchema, resourceArns: notServed }),
  resource: (_, { cloud }) => deliveryArn(cloud, 'delivery-source', '*'),
  async run(input, { cloud, state }) {
    const { page, ...more } = await pageOf(state.sources, input);
    return { deliverySources: page.map((one) => describeSource(one, cloud)), ...more };
  },
});
