import { InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

async function warningsOf(source: string): Promise<string[]> {
  const warnings: string[] = [];
  const log = {
    info() {},
    warn: (message: string) => void warnings.push(message),
    error() {},
  };
  const { create, lambda } = await startLambda({ log, lambda: { retryDelaysMs: [10, 20] } });
  await create('fails', source);
  await lambda.send(new InvokeCommand({ FunctionName: 'fails', InvocationType: 'Event' }));
  await expect.poll(() => warnings).toHaveLength(3);
  return warnings;
}

test('whoever runs local-aws is told at once of each asynchronous invocation that fails, and what comes next', async () => {
  const source = 'export const handler = async () => { throw new RangeError("7 is too much"); };';
  expect(await warningsOf(source)).toEqual([
    'fails failed, Lambda retries in 0.01 s: RangeError: 7 is too much',
    'fails failed, Lambda retries in 0.02 s: RangeError: 7 is too much',
    'fails failed, Lambda gives up: RangeError: 7 is too much',
  ]);
});
