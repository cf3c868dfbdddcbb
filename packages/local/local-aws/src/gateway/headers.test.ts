import { expect, test } from 'vitest';
import { startApiGateway } from '../services/apigateway/testing/start-api.ts';

test('a header that is not Latin-1 is sent as UTF-8, and the connection stays', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(
    `export const handler = async () => ({ statusCode: 200, headers: { 'x-title': 'Å—東京' }, body: 'fine' });`,
  );
  const response = await fetch(`${url}/title`);
  expect(response.status).toBe(200);
  expect(Buffer.from(response.headers.get('x-title') ?? '', 'latin1').toString()).toBe('Å—東京');
  expect(await response.text()).toBe('fine');
});
