import { z } from 'zod';
import { checkUnused, deliveryArn, found } from '../deliveries/deliveries-state.ts';
import { nameSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const deleteDeliveryDestination = operation({
  name: 'DeleteDeliveryDestination',
  input: z.strictObject({ name: nameSchema }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-destination', name),
  async run({ name }, { cloud, state }) {
    const arn = deliveryArn(cloud, 'delivery-destination', name);
    await found(state.destinations.get(name), 'delivery destination');
    await checkUnused(
      state,
      ({ deliveryDestinationArn }) => deliveryDestinationArn === arn,
      'delivery destination',
    );
    await state.destinations.delete(name);
  },
});
