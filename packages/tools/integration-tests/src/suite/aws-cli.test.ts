import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { decidedImage, findImage, patience, until } from './images.ts';

const { stdout: awsVersion } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

async function aws(...args: string[]): Promise<string> {
  const endpoint = target.endpoint === undefined ? [] : ['--endpoint-url', target.endpoint];
  const env = { ...(target.endpoint && credentials), ...process.env, AWS_REGION: target.region };
  const { stdout } = await promisify(execFile)('aws', [...endpoint, ...args], {
    env: { ...env, AWS_DEFAULT_REGION: target.region },
  });
  return stdout;
}

test.skipIf(!awsVersion)(
  'the AWS CLI uploads, lists, reads the log and removes (skipped without `aws`)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-cli-'));
    try {
      const file = join(folder, 'ü +x%.jpg');
      await writeFile(file, await photo(640, 480));
      const key = uniqueKey('any/path/ü +x%.jpg');
      await aws('s3', 'cp', file, `s3://${target.originalsBucket}/${key}`);
      const { id, variants } = await decidedImage(key);
      const listed = await aws('s3', 'ls', `s3://${target.variantsBucket}/${id}/`, '--recursive');
      for (const { preset } of variants) expect(listed).toContain(`/${preset}.`);
      const logGroup = `/aws/lambda/${target.processUploadFunction}`;
      // Version 1 of the CLI has no `logs tail`.
      const readLog = () =>
        awsVersion.includes('aws-cli/1.')
          ? aws('logs', 'filter-log-events', '--log-group-name', logGroup)
          : aws('logs', 'tail', logGroup, '--since', '10m');
      // AWS shows log lines some seconds late.
      await expect.poll(readLog, patience).toMatch(/REPORT RequestId: .*Billed Duration: \d+ ms/);
      await aws('s3', 'rm', `s3://${target.originalsBucket}/${key}`);
      await until(() => findImage(key), undefined);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
