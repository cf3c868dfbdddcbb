import { z } from 'zod';
import { deliveryArn, found } from '../deliveries/deliveries-state.ts';
import { idSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const deleteDelivery = operation({
  name: 'DeleteDelivery',
  input: z.strictObject({ id: idSchema }),
  resource: ({ id }, { cloud }) => deliveryArn(cloud, 'delivery', id),
  async run({ id }, { state }) {
    await found(state.deliveries.get(id), 'delivery');
    await state.deliveries.delete(id);
  },
});
