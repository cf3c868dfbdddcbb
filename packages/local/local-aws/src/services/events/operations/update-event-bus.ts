import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { busArn } from '../arn.ts';
import { defaultBus } from '../bus.ts';
import { findBus, operation } from '../events-state.ts';
import { busName, description } from '../input.ts';

export const updateEventBus = operation({
  name: 'UpdateEventBus',
  input: z.strictObject({
    Name: busName.default(defaultBus),
    Description: description.optional(),
    DeadLetterConfig: notServed,
    KmsKeyIdentifier: notServed,
    LogConfig: notServed,
  }),
  resource: ({ Name }, { cloud }) => busArn(cloud, Name),
  async run({ Name, Description }, { cloud, state }) {
    const bus = findBus({ cloud, state }, Name);
    await state.saveBus({ ...bus, description: Description, modifiedAt: cloud.now().getTime() });
    return { Arn: bus.arn, Name, Description };
  },
});
