import { z } from 'zod';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { functionUrlConfig } from '../function-url.ts';
import { findUrl, urlTarget } from '../url-lookup.ts';

export const getFunctionUrlConfig = operation({
  name: 'GetFunctionUrlConfig',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, { cloud, state }) {
    return functionUrlConfig(cloud, await findUrl(state.functionUrls, urlTarget(input)));
  },
});
