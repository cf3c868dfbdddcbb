import { z } from 'zod';
import { notServed, servedOnly, servedWhere } from '../../../protocol/not-served.ts';
import { deliveryArn, describeDestination, invalid } from '../deliveries/deliveries-state.ts';
import { nameSchema, tagsSchema } from '../deliveries/delivery-input.ts';
import { findGroup, groupNameOf, operation } from '../logs-state.ts';

export const putDeliveryDestination = operation({
  name: 'PutDeliveryDestination',
  input: z.strictObject({
    name: nameSchema,
    outputFormat: servedOnly('json', 'plain'),
    deliveryDestinationConfiguration: z.strictObject({
      destinationResourceArn: servedWhere(z.string(), (arn) => arn.startsWith('arn:aws:logs:')),
    }),
    deliveryDestinationType: servedOnly('CWL'),
    roleArn: notServed,
    tags: tagsSchema,
  }),
  resource: ({ name }, { cloud }) => deliveryArn(cloud, 'delivery-destination', name),
  async run({ name, outputFormat, deliveryDestinationConfiguration, tags }, { cloud, state }) {
    const { destinationResourceArn } = deliveryDestinationConfiguration;
    await findGroup(state, groupNameOf(destinationResourceArn, cloud));
    const known = await state.destinations.get(name);
    if (known && known.outputFormat !== outputFormat)
      throw invalid(`The output format of the delivery destination ${name} cannot be changed.`);
    const destination = { name, outputFormat, destinationResourceArn, tags: tags ?? known?.tags ?? {} };
    await state.destinations.put(name, destination);
    return { deliveryDestination: describeDestination(destination, cloud) };
  },
});
