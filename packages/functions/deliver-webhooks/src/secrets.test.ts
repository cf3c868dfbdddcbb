import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

let cloud: LocalAws;
let ssm: SSMClient;

beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  const { endpoint, region } = cloud;
  ssm = new SSMClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
});
afterAll(async () => {
  ssm.destroy();
  await cloud.close();
});

const put = (Value: string) =>
  ssm.send(new PutParameterCommand({ Name: '/webhooks/shop', Type: 'SecureString', Value, Overwrite: true }));

test('a secret is read once in five minutes, and a changed one takes effect after that', async () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const secretOf = createSecrets(ssm, '/webhooks', () => now);
  await put('first');
  expect(await secretOf('shop')).toBe('first');
  await put('second');
  now = new Date('2026-01-01T00:04:59Z');
  expect(await secretOf('shop')).toBe('first');
  now = new Date('2026-01-01T00:05:00Z');
  expect(await secretOf('shop')).toBe('second');
});

test('a missing secret is looked for again at the next delivery', async () => {
  const secretOf = createSecrets(ssm, '/webhooks', () => new Date());
  await expect(secretOf('late')).rejects.toThrow('there is no parameter /webhooks/late: put');
  await ssm.send(
    new PutParameterCommand({ Name: '/webhooks/late', Type: 'SecureString', Value: 'here it is' }),
  );
  expect(await secretOf('late')).toBe('here it is');
});
