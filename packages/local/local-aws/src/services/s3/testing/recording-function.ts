import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import type { LocalAws } from '../../../start-local-aws.ts';
import { connectLambda } from '../../lambda/testing/start-lambda.ts';
import { type S3EventRecord, s3Event } from './s3-event.ts';
import { temporaryFolder } from './temporary-folder.ts';

const source = `
  import { appendFileSync } from 'node:fs';
  export const handler = async (event) => appendFileSync(process.env.FILE, JSON.stringify(event) + '\\n');`;

/** A function that S3 may invoke and that remembers its events. */
export async function createRecordingFunction(aws: LocalAws, FunctionName = 'recorder') {
  const { create, lambda } = connectLambda(aws.endpoint);
  const file = join(await temporaryFolder(), 'events');
  const { FunctionArn: arn } = await create(FunctionName, source, {
    Environment: { Variables: { FILE: file } },
  });
  const statement = { FunctionName, StatementId: 's3' };
  await lambda.send(
    new AddPermissionCommand({
      ...statement,
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    }),
  );
  async function events(): Promise<S3EventRecord[]> {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return lines.flatMap((line) => s3Event.parse(JSON.parse(line)).Records);
  }

  return {
    arn,
    /** Takes the permission away from S3. */
    revoke: () => lambda.send(new RemovePermissionCommand(statement)),
    /** Waits for so many events; ordered by sequencer, since Lambda promises no order. */
    async received(count: number): Promise<S3EventRecord[]> {
      await expect.poll(async () => (await events()).length, { timeout: 15_000 }).toBe(count);
      return (await events()).sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1));
    },
  };
}
