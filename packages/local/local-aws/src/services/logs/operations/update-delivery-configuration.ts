import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { deliveryArn, found } from '../deliveries/deliveries-state.ts';
import { checkedFields, idSchema, recordFieldsSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

export const updateDeliveryConfiguration = operation({
  name: 'UpdateDeliveryConfiguration',
  input: z.strictObject({
    id: idSchema,
    recordFields: recordFieldsSchema,
    fieldDelimiter: z.string().max(5).nullish(),
    s3DeliveryConfiguration: notServed,
  }),
  resource: ({ id }, { cloud }) => deliveryArn(cloud, 'delivery', id),
  async run({ id, recordFields, fieldDelimiter }, { state }) {
    const delivery = await found(state.deliveries.get(id), 'delivery');
    await state.deliveries.put(id, {
      ...delivery,
      recordFields: checkedFields(recordFields ?? delivery.recordFields),
      fieldDelimiter: fieldDelimiter ?? delivery.fieldDelimiter,
    });
    return {};
  },
});
