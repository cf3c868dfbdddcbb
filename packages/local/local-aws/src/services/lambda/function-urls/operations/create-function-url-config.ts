import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { corsOf, corsSchema } from '../cors.ts';
import { type FunctionUrl, functionUrlArn, functionUrlDocument, newUrlId } from '../function-url.ts';
import { findUrlOwner, urlFor, urlTarget } from '../url-lookup.ts';
import { authType, invokeMode } from '../url-members.ts';

export const createFunctionUrlConfig = operation({
  name: 'CreateFunctionUrlConfig',
  input: z.strictObject({
    FunctionName: functionName,
    Qualifier: qualifier,
    AuthType: authType,
    Cors: corsSchema.nullish(),
    InvokeMode: invokeMode.nullish(),
  }),
  resource: functionResource,
  conditionKeys: ({ AuthType }) => ({ 'lambda:FunctionUrlAuthType': AuthType }),
  async run(input, { cloud, state }) {
    const target = urlTarget(input);
    const record = await findUrlOwner(state, target);
    const existing = await urlFor(state.functionUrls, target);
    if (existing)
      throw conflict(
        `Failed to create function url config for [functionArn = ${functionUrlArn(cloud, existing)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    const id = newUrlId(cloud, record.tags, target.qualifier);
    if (await state.functionUrls.get(id)) throw conflict(`The function URL ${id} is of another function`);
    const now = cloud.now().toISOString();
    const url: FunctionUrl = {
      id,
      ...target,
      authType: input.AuthType,
      ...(input.InvokeMode ? { invokeMode: input.InvokeMode } : {}),
      ...corsOf(input.Cors),
      creationTime: now,
      lastModifiedTime: now,
    };
    await state.functionUrls.put(id, url);
    return functionUrlDocument(cloud, url);
  },
});

function conflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', message, 409, { fields: { Type: 'User' } });
}
