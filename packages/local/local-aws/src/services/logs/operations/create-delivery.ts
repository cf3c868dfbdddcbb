import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { conflict, deliveryArn, describeDelivery, found } from '../deliveries/deliveries-state.ts';
import {
  checkedFields,
  defaultRecordFields,
  nameSchema,
  recordFieldsSchema,
  tagsSchema,
} from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const createDelivery = operation({
  name: 'CreateDelivery',
  input: z.strictObject({
    deliverySourceName: nameSchema,
    deliveryDestinationArn: z.string(),
    recordFields: recordFieldsSchema,
    fieldDelimiter: z.string().max(5).nullish(),
    s3DeliveryConfiguration: notServed,
    tags: tagsSchema,
  }),
  resource: ({ deliverySourceName, deliveryDestinationArn }, { cloud }) => [
    deliveryArn(cloud, 'delivery', '*'),
    deliveryArn(cloud, 'delivery-source', deliverySourceName),
    deliveryDestinationArn,
  ],
  async run(input, { cloud, state }) {
    const { deliverySourceName, deliveryDestinationArn, fieldDelimiter, tags } = input;
    const own = deliveryArn(cloud, 'delivery-destination', '');
    const destination = deliveryDestinationArn.startsWith(own)
      ? deliveryDestinationArn.slice(own.length)
      : '';
    await found(state.sources.get(deliverySourceName), 'delivery source');
    await found(state.destinations.get(destination), 'delivery destination');
    const recordFields = checkedFields(input.recordFields ?? defaultRecordFields);
    for await (const [, other] of state.deliveries.entries())
      if (
        other.deliverySourceName === deliverySourceName &&
        other.deliveryDestinationArn === deliveryDestinationArn
      )
        throw conflict('A delivery from this source to this destination already exists.');
    const delivery = {
      id: randomBytes(8).toString('hex'),
      deliverySourceName,
      deliveryDestinationArn,
      recordFields,
      fieldDelimiter: fieldDelimiter ?? '',
      tags: tags ?? {},
    };
    await state.deliveries.put(delivery.id, delivery);
    return { delivery: describeDelivery(delivery, cloud) };
  },
});
