import { DeleteBucketCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { operatorOf } from './operator.ts';

test('darkroom empty leaves nothing in the buckets, old versions included, so that they can be deleted', async () => {
  const config = { presets: { thumb: { width: 32 } }, originals: { versioned: true } };
  const { target, close } = await startEmbeddedStack({ config });
  onTestFinished(close);
  const operator = operatorOf(target);
  const buckets = [target.originalsBucket, target.variantsBucket];
  await operator.upload('kept.jpg', await photo(64, 48));
  await operator.upload('removed.jpg', await photo(64, 48));
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toHaveLength(2);
  await operator.removeOriginal('removed.jpg');
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toEqual(['kept.jpg']);

  const unasked = operator.darkroom('empty');
  expect(await unasked.ended).toBe(2);
  expect(unasked.output.stderr).toContain('--auto-approve');
  const { Versions } = await operator.s3.send(
    new ListObjectVersionsCommand({ Bucket: target.originalsBucket }),
  );
  expect(Versions).toHaveLength(2);

  const run = operator.darkroom('empty', '--auto-approve', '--json');
  expect([await run.ended, run.output.stderr]).toEqual([0, expect.stringContaining('Emptying')]);
  expect(JSON.parse(run.output.stdout)).toEqual({
    deleted: { [target.originalsBucket]: 3, [target.variantsBucket]: expect.any(Number) }, // the pipeline may be faster
  });
  for (const Bucket of buckets) await operator.s3.send(new DeleteBucketCommand({ Bucket }));
});
