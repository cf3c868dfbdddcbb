import { z } from 'zod';
import { deliveryArn, describeDelivery, found } from '../deliveries/deliveries-state.ts';
import { idSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const getDelivery = operation({
  name: 'GetDelivery',
  input: z.strictObject({ id: idSchema }),
  resource: ({ id }, { cloud }) => deliveryArn(cloud, 'delivery', id),
  async run({ id }, { cloud, state }) {
    return { delivery: describeDelivery(await found(state.deliveries.get(id), 'delivery'), cloud) };
  },
});
