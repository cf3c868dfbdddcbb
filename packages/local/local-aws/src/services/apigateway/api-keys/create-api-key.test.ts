import { CreateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { startApiGateway } from '../testing/start-api.ts';

test.each([undefined, ''])('a key without a value (%o) gets one', async (value) => {
  const { apiGateway } = await startApiGateway();

  const key = await apiGateway.send(new CreateApiKeyCommand({ name: 'Ada', value }));

  expect(key.value).toMatch(/^[\w-]{40}$/);
});

test('a value of less than 20 characters, or that is taken, is refused', async () => {
  const { apiGateway } = await startApiGateway();
  const create = (value: string) => apiGateway.send(new CreateApiKeyCommand({ name: 'Ada', value }));

  await expect(create('short')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'API Key value should be at least 20 characters',
  });
  await create('0123456789'.repeat(2));
  await expect(create('0123456789'.repeat(2))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'API Key already exists',
  });
});
