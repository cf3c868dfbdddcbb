import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  type LambdaClient,
  ResourceConflictException,
  ResourceNotFoundException,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const texts = z.array(z.string()).optional();

const schema = z.strictObject({
  function_name: z.string(),
  qualifier: z.string().optional(),
  authorization_type: z.enum(['AWS_IAM', 'NONE']),
  invoke_mode: z.enum(['BUFFERED', 'RESPONSE_STREAM']).default('BUFFERED'),
  cors: z
    .strictObject({
      allow_credentials: z.boolean().default(false),
      allow_headers: texts,
      allow_methods: texts,
      allow_origins: texts,
      expose_headers: texts,
      max_age: z.int().optional(),
    })
    .optional(),
});
type Block = z.output<typeof schema>;

export const awsLambdaFunctionUrl = defineResource(schema, async (block, { clients: { lambda } }) => {
  const { function_name: FunctionName, qualifier: Qualifier } = block;
  const target = { FunctionName, Qualifier };
  const config = { ...target, AuthType: block.authorization_type, InvokeMode: block.invoke_mode };
  const exists = await hasUrl(lambda, target);
  const { FunctionUrl = '', FunctionArn = '' } = exists
    ? await lambda.send(new UpdateFunctionUrlConfigCommand({ ...config, Cors: corsOf(block) ?? {} }))
    : await lambda.send(new CreateFunctionUrlConfigCommand({ ...config, Cors: corsOf(block) }));
  // As Terraform's provider does, with a new URL alone.
  if (!exists && block.authorization_type === 'NONE') await openToEverybody(lambda, target);
  return {
    id: Qualifier === undefined ? FunctionName : `${FunctionName}/${Qualifier}`,
    function_arn: FunctionArn,
    function_url: FunctionUrl,
    url_id: new URL(FunctionUrl).hostname.split('.')[0] ?? '',
  };
});

interface Target {
  readonly FunctionName: string;
  readonly Qualifier: string | undefined;
}

async function hasUrl(lambda: LambdaClient, target: Target): Promise<boolean> {
  try {
    await lambda.send(new GetFunctionUrlConfigCommand(target));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/** The first of the two permissions that a public URL needs; the other is a resource of the stack. */
async function openToEverybody(lambda: LambdaClient, target: Target): Promise<void> {
  const permission = new AddPermissionCommand({
    ...target,
    StatementId: 'FunctionURLAllowPublicAccess',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  await lambda.send(permission).catch((error) => {
    if (!(error instanceof ResourceConflictException)) throw error;
  });
}

function corsOf({ cors }: Block) {
  return (
    cors && {
      AllowCredentials: cors.allow_credentials,
      AllowHeaders: cors.allow_headers,
      AllowMethods: cors.allow_methods,
      AllowOrigins: cors.allow_origins,
      ExposeHeaders: cors.expose_headers,
      MaxAge: cors.max_age,
    }
  );
}
