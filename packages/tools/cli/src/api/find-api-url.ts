import { APIGatewayClient, paginateGetRestApis } from '@aws-sdk/client-api-gateway';
import { builtConfig } from '@darkroom/infra/built-config';
import { session } from '@darkroom/localstack-client';
import { CliError } from '../errors.ts';
import type { StackOptions } from '../operations/stack.ts';

const apiStage = 'v1';

/** Where a stage's API is, by its name. Without a trailing slash. Throws `CliError` if there is none. */
export async function findApiUrl({ stage, endpoint }: StackOptions): Promise<string> {
  const { name: project, region } = builtConfig();
  const name = `${project}-${stage}`;
  const client =
    endpoint === undefined
      ? new APIGatewayClient({ region })
      : session({ endpoint, region }).client(APIGatewayClient);
  for await (const { items = [] } of paginateGetRestApis({ client }, { limit: 500 })) {
    const id = items.find((api) => api.name === name)?.id;
    if (id === undefined) continue;
    return endpoint === undefined
      ? `https://${id}.execute-api.${region}.amazonaws.com/${apiStage}`
      : `${endpoint}/_aws/execute-api/${id}/${apiStage}`;
  }
  throw new CliError(
    'StackMissing',
    `There is no stage "${stage}" at ${endpoint ?? 'AWS'}. Deploy it, or choose another with --stage and --endpoint`,
  );
}
