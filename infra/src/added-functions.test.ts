import { expect, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';

const manifestOf = (name: string, trigger: object) => ({
  name,
  description: name,
  handler: 'index.handler',
  environment: { TABLE_NAME: { nameOf: 'table' } },
  permissions: [{ on: 'table', actions: ['dynamodb:GetItem'] }],
  trigger,
});

const valuesOf = (blocks: object | undefined) => JSON.stringify(Object.values(blocks ?? {}));

test('a function that listens has a queue, from which it alone receives, and publish-changes knows it', async () => {
  const { resource } = await synthesizeWith({}, {}, 'any', [manifestOf('count', { on: ['image.ready'] })]);
  expect(valuesOf(resource.aws_sqs_queue)).toContain('"darkroom-test-on-count"');
  expect(valuesOf(resource.aws_lambda_event_source_mapping)).toContain('listeners_queue-count');
  const policies = Object.entries(resource.aws_iam_role_policy ?? {});
  const receivers = policies.filter(([, { policy }]) =>
    /ReceiveMessage.*listeners_queue-count/.test(String(policy)),
  );
  expect(receivers.map(([name]) => name)).toEqual([expect.stringContaining('count-permission')]);
  const senders = policies.filter(([, { policy }]) =>
    /SendMessage.*listeners_queue-count/.test(String(policy)),
  );
  expect(senders.map(([name]) => name)).toEqual([expect.stringContaining('publish-changes')]);
  const publisher = Object.values(resource.aws_lambda_function ?? {}).find(
    ({ function_name }) => function_name === 'darkroom-test-publish-changes',
  );
  expect(JSON.stringify(publisher?.environment)).toContain('LISTENERS');
});

test('a function with a route answers its path and all below it, for the callers of the API', async () => {
  const { resource } = await synthesizeWith({}, {}, 'any', [manifestOf('days', { route: '/days' })]);
  const parts = Object.values(resource.aws_api_gateway_resource ?? {}).map(({ path_part }) => path_part);
  expect(parts).toContain('days');
  const methods = Object.entries(resource.aws_api_gateway_method ?? {}).filter(([name]) =>
    name.includes('days'),
  );
  expect(methods.map(([, { http_method, authorization }]) => [http_method, authorization]).sort()).toEqual([
    ['ANY', 'AWS_IAM'],
    ['ANY', 'AWS_IAM'],
    ['OPTIONS', 'NONE'],
    ['OPTIONS', 'NONE'],
  ]);
  expect(valuesOf(resource.aws_lambda_permission)).toContain('days_function');
});

test('without added functions there is no queue for them', async () => {
  const { resource } = await synthesizeWith();
  expect(valuesOf(resource)).not.toMatch(/listeners|LISTENERS/);
});

test('a route that images-api or another function has is refused', async () => {
  for (const route of ['/images', '/days'])
    await expect(
      synthesizeWith({}, {}, 'any', [manifestOf('days', { route: '/days' }), manifestOf('more', { route })]),
    ).rejects.toMatchObject({ code: 'RouteTaken' });
});
