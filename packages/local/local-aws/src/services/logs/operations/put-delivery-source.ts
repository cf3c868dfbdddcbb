import { z } from 'zod';
import { notServed, servedWhere } from '../../../protocol/not-served.ts';
import { conflict, deliveryArn, describeSource } from '../deliveries/deliveries-state.ts';
import { nameSchema, tagsSchema } from '../deliveries/delivery-input.ts';
import { operation } from '../logs-state.ts';

const distribution = /^arn:aws:cloudfront::\d{12}:distribution\/[^/]+$/;

export const putDeliverySource = operation({
  name: 'PutDeliverySource',
  input: z.strictObject({
    name: nameSchema,
    resourceArn: servedWhere(z.string(), (arn) => distribution.test(arn)),
    logType: servedWhere(z.string(), (type) => type === 'ACCESS_LOGS'),
    tags: tagsSchema,
    deliverySourceConfiguration: notServed,
  }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-source', name),
  async run({ name, resourceArn, logType, tags }, { cloud, state, request }) {
    await cloud.access.authorize(request, {
      action: 'cloudfront:AllowVendedLogDeliveryForResource',
      resources: [resourceArn],
    });
    for await (const [other, source] of state.sources.entries()) {
      if (other === name && source.resourceArn !== resourceArn)
        throw conflict(`The delivery source ${name} is of another resource.`);
      if (other !== name && source.resourceArn === resourceArn)
        throw conflict('This ResourceId has already been used in another Delivery Source in this account');
    }
    const source = { name, resourceArn, logType, tags: tags ?? (await state.sources.get(name))?.tags ?? {} };
    await state.sources.put(name, source);
    return { deliverySource: describeSource(source, cloud) };
  },
});
