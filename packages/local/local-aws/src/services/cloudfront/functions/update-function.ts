import { z } from 'zod';
import { route } from '../route.ts';
import { checkIfMatch, newId } from '../versioned.ts';
import { functionSummary } from './edge-function.ts';
import { findFunction, functionCode, functionConfig, functionName, readVersion } from './function-input.ts';

export const updateFunction = route({
  name: 'UpdateFunction',
  method: 'PUT',
  path: 'function/{Name}',
  input: z.strictObject({
    Name: functionName,
    IfMatch: z.string().optional(),
    FunctionConfig: functionConfig,
    FunctionCode: functionCode,
  }),
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, IfMatch, FunctionConfig, FunctionCode }, { cloud, state }) {
    const { found, version } = await findFunction(state, Name);
    checkIfMatch(IfMatch, version);
    const development = {
      ...version,
      ...(await readVersion(state, FunctionConfig, FunctionCode)),
      etag: newId(),
      modifiedAt: cloud.now().toISOString(),
    };
    const updated = { ...found, development };
    await state.functions.put(Name, updated);
    return {
      root: 'FunctionSummary',
      content: functionSummary(cloud, updated, development, 'DEVELOPMENT'),
      headers: { etag: development.etag, ettag: development.etag }, // the model's own misspelling, `ETtag`
    };
  },
});
