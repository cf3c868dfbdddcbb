import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { busArn } from '../arn.ts';
import { defaultBus } from '../bus.ts';
import { operation } from '../events-state.ts';
import { busName } from '../input.ts';

export const deleteEventBus = operation({
  name: 'DeleteEventBus',
  input: z.strictObject({ Name: busName }),
  resource: ({ Name }, { cloud }) => busArn(cloud, Name),
  async run({ Name }, { cloud, state }) {
    if (Name === defaultBus) throw new ValidationError(`Cannot delete event bus ${Name}.`);
    if (state.rulesOn(Name).length > 0)
      throw new ValidationError("Event bus can't be deleted since it has rules.");
    await state.removeBus(busArn(cloud, Name));
  },
});
