import { z } from 'zod';
import { route } from '../route.ts';
import { checkIfMatch, newId } from '../versioned.ts';
import { functionSummary } from './edge-function.ts';
import { findFunction, functionName } from './function-input.ts';

export const publishFunction = route({
  name: 'PublishFunction',
  method: 'POST',
  path: 'function/{Name}/publish',
  input: z.strictObject({ Name: functionName, IfMatch: z.string().optional() }),
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, IfMatch }, { cloud, state }) {
    const { found, version } = await findFunction(state, Name);
    checkIfMatch(IfMatch, version);
    const modifiedAt = cloud.now().toISOString();
    const createdAt = found.live?.createdAt ?? modifiedAt;
    const live = { ...version, etag: newId(), createdAt, modifiedAt };
    const published = { ...found, live };
    await state.functions.put(Name, published);
    return { root: 'FunctionSummary', content: functionSummary(cloud, published, live, 'LIVE') };
  },
});
