import { z } from 'zod';
import { parameterNames } from '../parameter-name.ts';
import { operation, parameterArn } from '../ssm-state.ts';

export const deleteParameters = operation({
  name: 'DeleteParameters',
  input: z.strictObject({ Names: parameterNames }),
  resource: ({ Names }, { cloud }) => Names.map((name) => parameterArn(cloud, name)),
  async run({ Names }, { state: { parameters } }) {
    const DeletedParameters: string[] = [];
    const InvalidParameters: string[] = [];
    for (const name of new Set(Names)) {
      const exists = (await parameters.get(name)) !== undefined;
      (exists ? DeletedParameters : InvalidParameters).push(name);
    }
    await parameters.batch(DeletedParameters.map((name) => ({ delete: name })));
    return { DeletedParameters, InvalidParameters };
  },
});
