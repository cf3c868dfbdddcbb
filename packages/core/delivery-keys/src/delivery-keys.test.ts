import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { deliveryKeys, keyToSignWith, readDeliveryKeys } from './index.ts';

const path = '/darkroom/test/delivery-keys';

async function parameterStore() {
  const { endpoint, region, close } = await startLocalAws({ port: 0 });
  onTestFinished(close);
  const ssm = new SSMClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const put = (id: string) =>
    ssm.send(
      new PutParameterCommand({ Name: `${path}/${id}`, Value: `secret of ${id}`, Type: 'SecureString' }),
    );
  return { ssm, put };
}

test('keys are read with their secrets, the newest first, and read again after a minute', async () => {
  const { ssm, put } = await parameterStore();
  await put('k1');
  let now = new Date('2026-01-01T00:00:00Z');
  const keys = deliveryKeys(ssm, path, () => now);
  expect(await keys()).toMatchObject([{ id: 'k1', secret: 'secret of k1' }]);
  await put('k2');
  await ssm.send(new DeleteParameterCommand({ Name: `${path}/k1` }));
  expect((await keys()).map(({ id }) => id)).toEqual(['k1']);
  now = new Date('2026-01-01T00:01:00Z');
  expect((await keys()).map(({ id }) => id)).toEqual(['k2']);
  expect(await readDeliveryKeys(ssm, path)).toHaveLength(1);
});

test('a new key signs after five minutes, when everybody who verifies has read it; the first one at once', () => {
  const minutesOld = (id: string, minutes: number) => ({
    id,
    secret: id,
    createdAt: new Date(-minutes * 60_000),
  });
  const now = new Date(0);
  expect(keyToSignWith([], now)).toBeUndefined();
  expect(keyToSignWith([minutesOld('k1', 0)], now)?.id).toBe('k1');
  expect(keyToSignWith([minutesOld('k2', 4), minutesOld('k1', 900)], now)?.id).toBe('k1');
  expect(keyToSignWith([minutesOld('k2', 5), minutesOld('k1', 900)], now)?.id).toBe('k2');
});
