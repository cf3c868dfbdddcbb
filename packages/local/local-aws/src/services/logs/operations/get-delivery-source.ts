import { z } from 'zod';
import { deliveryArn, describeSource, found } from '../deliveries/deliveries-state.ts';
import { nameSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const getDeliverySource = operation({
  name: 'GetDeliverySource',
  input: z.strictObject({ name: nameSchema }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-source', name),
  async run({ name }, { cloud, state }) {
    return { deliverySource: describeSource(await found(state.sources.get(name), 'delivery source'), cloud) };
  },
});
