import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
} from '@aws-sdk/client-lambda';
import type { LocalAwsOptions } from '../../../../start-local-aws.ts';
import { startLambda } from '../../testing/start-lambda.ts';

export const FunctionName = 'serve';

/** Answers the event that it gets. */
export const echo = 'export const handler = async (event) => event;';

/** local-aws with a function that has a URL, public unless said otherwise. */
export async function startUrl(
  source: string,
  input: Partial<CreateFunctionUrlConfigCommandInput> = {},
  options: LocalAwsOptions = {},
  settings: Parameters<Awaited<ReturnType<typeof startLambda>>['create']>[2] = {},
) {
  const started = await startLambda(options);
  const { aws, lambda } = started;
  await started.create(FunctionName, source, settings);
  const { FunctionUrl = '' } = await lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...input }),
  );
  const id = new URL(FunctionUrl).hostname.split('.')[0] ?? '';

  /** Both statements that function URLs need. */
  async function permit(Principal: string, FunctionUrlAuthType: 'NONE' | 'AWS_IAM', SourceArn?: string) {
    const statement = { FunctionName, Principal, SourceArn };
    await lambda.send(
      new AddPermissionCommand({
        ...statement,
        StatementId: 'url',
        Action: 'lambda:InvokeFunctionUrl',
        FunctionUrlAuthType,
      }),
    );
    await lambda.send(
      new AddPermissionCommand({
        ...statement,
        StatementId: 'invoke',
        Action: 'lambda:InvokeFunction',
        InvokedViaFunctionUrl: true,
      }),
    );
  }

  if (input.AuthType !== 'AWS_IAM') await permit('*', 'NONE');
  return {
    ...started,
    id,
    host: new URL(FunctionUrl).host,
    /** The form that needs no DNS; without a slash at its end. */
    url: `${aws.endpoint}/_aws/lambda-url/${id}`,
    permit,
  };
}
