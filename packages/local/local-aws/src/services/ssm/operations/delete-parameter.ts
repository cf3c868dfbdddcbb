import { z } from 'zod';
import { findParameter } from '../find-parameter.ts';
import { ownName } from '../parameter-name.ts';
import { operation, parameterArn } from '../ssm-state.ts';

export const deleteParameter = operation({
  name: 'DeleteParameter',
  input: z.strictObject({ Name: ownName }),
  resource: ({ Name }, { cloud }) => parameterArn(cloud, Name),
  async run({ Name }, { state }) {
    await findParameter(state, Name);
    await state.parameters.delete(Name);
  },
});
