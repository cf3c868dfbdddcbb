import { CreateRestApiCommand, GetRestApiCommand, UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { startApiGateway } from './testing/start-api.ts';

const policy = (Resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource }],
  });

test("an API's policy is answered escaped for JSON once more, as Terraform's provider reads it", async () => {
  const { apiGateway } = await startApiGateway();
  const created = await apiGateway.send(new CreateRestApiCommand({ name: 'images', policy: policy('*') }));
  const unquoted = (text = '') => JSON.parse(`"${text}"`);
  expect(created.policy).toContain('{\\"Version\\":');
  expect(unquoted(created.policy)).toBe(policy('*'));

  const restApiId = created.id;
  const value = policy('execute-api:/v1/*');
  const patchOperations = [{ op: 'replace' as const, path: '/policy', value }];
  await apiGateway.send(new UpdateRestApiCommand({ restApiId, patchOperations }));
  expect(unquoted((await apiGateway.send(new GetRestApiCommand({ restApiId }))).policy)).toBe(value);
});
