import { z } from 'zod';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { findUrl, urlTarget } from '../url-lookup.ts';

export const deleteFunctionUrlConfig = operation({
  name: 'DeleteFunctionUrlConfig',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, { state }) {
    const { id } = await findUrl(state.functionUrls, urlTarget(input));
    await state.functionUrls.delete(id);
  },
});
