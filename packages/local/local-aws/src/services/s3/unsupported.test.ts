import * as client from '@aws-sdk/client-s3';
import { expect, test, vi } from 'vitest';
import { routes } from './routes.ts';
import { Bucket, startS3 } from './testing/start-s3.ts';

/** It goes to a host of its own, whose name no endpoint on 127.0.0.1 has. */
const elsewhere = ['WriteGetObjectResponse'];

const served = new Set(routes.map(({ operation }) => operation.name));
const missing = Object.entries(client).flatMap(([name, Command]) => {
  const operation = /^([A-Z]\w+)Command$/.exec(name)?.[1];
  if (operation === undefined || served.has(operation) || elsewhere.includes(operation)) return [];
  return [{ operation, Command: Command as unknown as typeof client.GetObjectCommand }];
});

test.each(missing)('$operation is refused, named in the log, and changes nothing', async ({ Command }) => {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const { s3 } = await startS3({ log }, { maxAttempts: 1 });
  const target = { Bucket, Key: 'photo.jpg' };
  await s3.send(new client.PutObjectCommand({ ...target, Body: 'photo' }));

  // Each takes of this what its URL needs.
  const input = { ...target, Id: 'one', AnnotationName: 'one', RenameSource: '/photos/photo.jpg' };
  const refused = s3.send(new Command(input));

  await expect(refused).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  expect(log.warn).toHaveBeenCalledWith(
    expect.stringMatching(/^local-aws does not implement s3(express)?:/),
    expect.anything(),
  );
  expect(log.error).not.toHaveBeenCalled();
  const { Body } = await s3.send(new client.GetObjectCommand(target));
  expect(await Body?.transformToString()).toBe('photo');
});
