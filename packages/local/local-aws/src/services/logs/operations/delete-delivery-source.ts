import { z } from 'zod';
import { checkUnused, deliveryArn, found } from '../deliveries/deliveries-state.ts';
import { nameSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const deleteDeliverySource = operation({
  name: 'DeleteDeliverySource',
  input: z.strictObject({ name: nameSchema }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-source', name),
  async run({ name }, { state }) {
    await found(state.sources.get(name), 'delivery source');
    await checkUnused(state, ({ deliverySourceName }) => deliverySourceName === name, 'delivery source');
    await state.sources.delete(name);
  },
});
