import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSsm } from './testing/start-ssm.ts';

test('a SecureString is opaque without decryption, each time it is put', async () => {
  const { ssm, put, get } = await startSsm();
  await put('password', 'open sesame', { Type: 'SecureString' });
  const first = (await get('password'))?.Value;
  await put('password', 'open sesame', { Overwrite: true, Type: undefined });
  const second = (await get('password'))?.Value;

  expect(first).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(second).not.toBe(first);
  expect(await get('password:1', true)).toMatchObject({ Value: 'open sesame', Type: 'SecureString' });
  const { Parameters } = await ssm.send(new DescribeParametersCommand({}));
  expect(Parameters?.[0]).toMatchObject({ KeyId: 'alias/aws/ssm', Type: 'SecureString' });
});

test('the data folder never holds it in the clear, and a restart reads it', async () => {
  const dataDir = await temporaryFolder();
  const secret = randomUUID();
  const plain = randomUUID();
  const first = await startSsm({ dataDir });
  await first.put('secret', secret, { Type: 'SecureString' });
  await first.put('plain', plain);
  await first.aws.close();

  const stored = await contentOf(dataDir);
  expect(stored.includes(plain)).toBe(true);
  expect(stored.includes(secret)).toBe(false);

  const second = await startSsm({ dataDir });
  expect((await second.get('secret', true))?.Value).toBe(secret);
});

async function contentOf(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))));
}
