import { DeleteTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteBucketCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { operatorOf } from './operator.ts';

test('darkroom empty leaves nothing in the buckets, old versions included, so that they and the table can be deleted', async () => {
  const config = { presets: { thumb: { width: 32 } }, originals: { versioned: true } };
  const { target, close } = await startEmbeddedStack({ config });
  onTestFinished(close);
  const operator = operatorOf(target);
  const { originalsBucket, variantsBucket, overlaysBucket, tableName: TableName } = target;
  await operator.dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const overlay = { Bucket: overlaysBucket, Key: 'logo.png', Body: 'a watermark' };
  await operator.s3.send(new PutObjectCommand(overlay));
  await operator.upload('kept.jpg', await photo(64, 48));
  await operator.upload('removed.jpg', await photo(64, 48));
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toHaveLength(2);
  await operator.removeOriginal('removed.jpg');
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toEqual(['kept.jpg']);

  const unasked = operator.darkroom('empty');
  expect(await unasked.ended).toBe(2);
  expect(unasked.output.stderr).toContain('--auto-approve');
  const { Versions } = await operator.s3.send(new ListObjectVersionsCommand({ Bucket: originalsBucket }));
  expect(Versions).toHaveLength(2);

  const run = operator.darkroom('empty', '--auto-approve', '--json');
  expect([await run.ended, run.output.stderr]).toEqual([0, expect.stringContaining('Emptying')]);
  expect(JSON.parse(run.output.stdout)).toEqual({
    deleted: {
      [originalsBucket]: 3,
      [variantsBucket]: expect.any(Number), // the pipeline may be faster
      [overlaysBucket]: 1,
    },
  });

  // As by a destroy that fails after the first of them.
  await operator.s3.send(new DeleteBucketCommand({ Bucket: originalsBucket }));
  const again = operator.darkroom('empty', '--auto-approve', '--json');
  expect(await again.ended).toBe(0);
  expect(JSON.parse(again.output.stdout)).toEqual({ deleted: { [variantsBucket]: 0, [overlaysBucket]: 0 } });
  for (const Bucket of [variantsBucket, overlaysBucket])
    await operator.s3.send(new DeleteBucketCommand({ Bucket }));
  await operator.dynamodb.send(new DeleteTableCommand({ TableName }));
  const late = operator.darkroom('empty', '--auto-approve');
  expect([await late.ended, late.output.stderr]).toEqual([1, expect.stringContaining('There is no stage')]);
});
