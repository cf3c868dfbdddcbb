import { z } from 'zod';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { corsOf, corsSchema } from '../cors.ts';
import { type FunctionUrl, functionUrlDocument } from '../function-url.ts';
import { findUrl, findUrlOwner, urlTarget } from '../url-lookup.ts';
import { authType, invokeMode } from '../url-members.ts';

export const updateFunctionUrlConfig = operation({
  name: 'UpdateFunctionUrlConfig',
  input: z.strictObject({
    FunctionName: functionName,
    Qualifier: qualifier,
    AuthType: authType.nullish(),
    Cors: corsSchema.nullish(),
    InvokeMode: invokeMode.nullish(),
  }),
  resource: functionResource,
  conditionKeys: ({ AuthType }) => (AuthType ? { 'lambda:FunctionUrlAuthType': AuthType } : {}),
  async run(input, { cloud, state }) {
    const target = urlTarget(input);
    await findUrlOwner(state, target);
    const { cors, ...rest } = await findUrl(state.functionUrls, target);
    const url: FunctionUrl = {
      ...rest,
      ...corsOf(input.Cors ?? cors),
      ...(input.AuthType ? { authType: input.AuthType } : {}),
      ...(input.InvokeMode ? { invokeMode: input.InvokeMode } : {}),
      lastModifiedTime: cloud.now().toISOString(),
    };
    await state.functionUrls.put(url.id, url);
    return { ...functionUrlDocument(cloud, url), LastModifiedTime: url.lastModifiedTime };
  },
});
