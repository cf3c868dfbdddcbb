import { z } from 'zod';
import { deliveryArn, describeDestination, found } from '../deliveries/deliveries-state.ts';
import { nameSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const getDeliveryDestination = operation({
  name: 'GetDeliveryDestination',
  input: z.strictObject({ name: nameSchema }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-destination', name),
  async run({ name }, { cloud, state }) {
    return {
      deliveryDestination: describeDestination(
        await found(state.destinations.get(name), 'delivery destination'),
        cloud,
      ),
    };
  },
});
