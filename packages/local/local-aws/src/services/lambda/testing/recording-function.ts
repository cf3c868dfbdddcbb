import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { connectLambda } from './start-lambda.ts';

const source = `
  import { appendFileSync } from 'node:fs';
  export const handler = async (event) => appendFileSync(process.env.FILE, JSON.stringify(event) + '\\n');`;

/** A function that a service such as `s3.amazonaws.com` may invoke, and that remembers its events. */
export async function createRecordingFunction(
  endpoint: string,
  {
    name: FunctionName = 'recorder',
    principal: Principal,
  }: { readonly name?: string; readonly principal: string },
) {
  const { create, lambda } = connectLambda(endpoint);
  const file = join(await temporaryFolder(), 'events');
  const { FunctionArn: arn = '' } = await create(FunctionName, source, {
    Environment: { Variables: { FILE: file } },
  });
  const statement = { FunctionName, StatementId: 'service' };
  await lambda.send(new AddPermissionCommand({ ...statement, Action: 'lambda:InvokeFunction', Principal }));

  return {
    arn,
    /** Removes the service's permission. */
    revoke: () => lambda.send(new RemovePermissionCommand(statement)),
    /** The events that it has received so far. */
    async events(): Promise<unknown[]> {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}
