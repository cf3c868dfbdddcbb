import { z } from 'zod';
import { route } from '../route.ts';
import { functionSummary } from './edge-function.ts';
import { findFunction, functionName, stage } from './function-input.ts';

const input = z.strictObject({ Name: functionName, Stage: stage.default('DEVELOPMENT') });

export const describeFunction = route({
  name: 'DescribeFunction',
  method: 'GET',
  path: 'function/{Name}/describe',
  input,
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, Stage }, { cloud, state }) {
    const { found, version } = await findFunction(state, Name, Stage);
    const content = functionSummary(cloud, found, version, Stage);
    return { root: 'FunctionSummary', content, headers: { etag: version.etag } };
  },
});

export const getFunction = route({
  name: 'GetFunction',
  method: 'GET',
  path: 'function/{Name}',
  input,
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, Stage }, { state }) {
    const { version } = await findFunction(state, Name, Stage);
    const headers = { etag: version.etag, 'content-type': 'application/octet-stream' };
    return { bytes: Buffer.from(version.code), headers };
  },
});
