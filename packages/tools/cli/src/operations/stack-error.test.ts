import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { explainStackError } from './stack-error.ts';

test('a cloud that does not run is said to be so, with its address', async () => {
  const endpoint = 'http://127.0.0.1:1'; // tcpmux: nobody listens there
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const error: unknown = await s3.send(new ListBucketsCommand({})).catch((thrown: unknown) => thrown);
  expect(explainStackError(error, { stage: 'dev', endpoint })).toMatchObject({
    code: 'NotRunning',
    message: expect.stringContaining(`Nothing answers at ${endpoint}. Start it`),
  });
});
