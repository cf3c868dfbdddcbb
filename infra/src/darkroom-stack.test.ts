import { describe, expect, test } from 'vitest';
import { type SynthesizedJson, synthesizeWith } from './testing/synthesize-with.ts';

function queueNames(resource: SynthesizedJson['resource']): unknown[] {
  return Object.values(resource.aws_sqs_queue ?? {})
    .map(({ name }) => name)
    .sort();
}

/** The statements of a policy in Terraform's JSON. */
function statements(policy: unknown): { Effect: string; Action: string | string[]; Resource: unknown }[] {
  return JSON.parse(String(policy)).Statement;
}

describe('synth refuses, with a message that says what to change,', () => {
  test('two kinds of files in one bucket', async () => {
    for (const other of ['variants', 'overlays']) {
      const buckets = { originals: 'photos', [other]: 'photos' };
      await expect(synthesizeWith({ buckets })).rejects.toMatchObject({
        code: 'SameBucket',
        message: expect.stringContaining('Name different buckets in darkroom.config.ts'),
      });
    }
  });

  test("a name that makes a bucket's name longer than 63 characters", async () => {
    const names = { name: 'a-twenty-letter-name' };
    await expect(synthesizeWith(names, { stage: 'a-twenty-letter-stag' })).rejects.toMatchObject({
      code: 'BucketNameTooLong',
    });
  });

  test.each([64, 10_241])('%i MB of memory', async (memoryMb) => {
    const config = { functions: { processUpload: { memoryMb } } };
    await expect(synthesizeWith(config)).rejects.toThrow('functions.processUpload.memoryMb');
  });

  test.each([0, 901])('a timeout of %i seconds', async (timeoutSeconds) => {
    const config = { functions: { processUpload: { timeoutSeconds } } };
    await expect(synthesizeWith(config)).rejects.toThrow('functions.processUpload.timeoutSeconds');
  });

  test('more environment variables than Lambda takes', async () => {
    const added = {
      ...{ name: 'tell', description: 'Tells.', handler: 'index.handler', permissions: [] },
      environment: { TEXT: { literal: 'x'.repeat(5000) } },
      trigger: { on: ['image.ready'] },
    };
    await expect(synthesizeWith({}, {}, 'any', [added])).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: expect.stringMatching(
        /^darkroom-test-tell: environment variables of a function in all: expected at most 4,096 bytes but received 5,\d{3} \(Lambda, "Lambda quotas"\)\.$/,
      ),
    });
  });

  test('a zip built for another processor', async () => {
    await expect(synthesizeWith({ architecture: 'arm64' }, {}, 'x86_64')).rejects.toMatchObject({
      code: 'WrongArchitecture',
      message: expect.stringContaining('DARKROOM_TARGET=aws npx turbo build'),
    });
  });

  test('webhooks over plain http on AWS', async () => {
    const webhooks = [
      { name: 'shop', url: 'http://shop.example' },
      { name: 'safe', url: 'https://safe.example' },
    ];
    await expect(synthesizeWith({ webhooks })).rejects.toMatchObject({
      code: 'PlainHttpWebhook',
      message: expect.stringMatching(/: shop\.$/),
    });
    await synthesizeWith({ webhooks }, { target: 'embedded' });
  });

  test('an API on AWS that is open to everybody, unless that is confirmed', async () => {
    const config = { auth: { mode: 'none' } } as const;
    await expect(synthesizeWith(config)).rejects.toMatchObject({ code: 'PublicApi' });
    await synthesizeWith(config, { allowPublicApi: true });
    await synthesizeWith(config, { target: 'embedded' });
  });
});

describe('the API asks its callers', () => {
  const methodsOf = async (...args: Parameters<typeof synthesizeWith>) => {
    const { resource } = await synthesizeWith(...args);
    const methods = Object.values(resource.aws_api_gateway_method ?? {});
    return { resource, any: methods.filter(({ http_method }) => http_method === 'ANY'), methods };
  };

  test('for a signature on AWS, and for nothing elsewhere, by default', async () => {
    for (const method of (await methodsOf()).any) expect(method).toMatchObject({ authorization: 'AWS_IAM' });
    for (const method of (await methodsOf({}, { target: 'localstack' })).any)
      expect(method).toMatchObject({ authorization: 'NONE' });
  });

  test('for a key whose plan sets rate limit and quota; no key is in the state', async () => {
    const auth = { mode: 'apiKey', requestsPerSecond: 5, burst: 7, requestsPerMonth: 1000 } as const;
    const { any, resource } = await methodsOf({ auth });
    for (const method of any) expect(method).toMatchObject({ api_key_required: true });
    expect(Object.values(resource.aws_api_gateway_usage_plan ?? {})).toEqual([
      expect.objectContaining({
        throttle_settings: { rate_limit: 5, burst_limit: 7 },
        quota_settings: { limit: 1000, period: 'MONTH' },
      }),
    ]);
    expect(resource.aws_api_gateway_api_key).toBeUndefined();
  });

  test('and says when to ask again to whom it throttles', async () => {
    const { resource } = await methodsOf();
    expect(Object.values(resource.aws_api_gateway_gateway_response ?? {})).toContainEqual(
      expect.objectContaining({
        response_type: 'THROTTLED',
        status_code: '429',
        response_parameters: { 'gatewayresponse.header.Retry-After': "'1'" },
      }),
    );
  });

  test('for a token of the configured user pool', async () => {
    const userPoolArn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEf';
    const { any, resource } = await methodsOf({ auth: { mode: 'jwt', userPoolArn } });
    for (const method of any) expect(method).toMatchObject({ authorization: 'COGNITO_USER_POOLS' });
    expect(Object.values(resource.aws_api_gateway_authorizer ?? {})).toEqual([
      expect.objectContaining({ provider_arns: [userPoolArn] }),
    ]);
  });

  test('for nothing when the gallery is loaded, so that people can sign in there; on AWS with iam a proxy signs', async () => {
    const gallery = async (...[config, settings]: Parameters<typeof methodsOf>) =>
      (await methodsOf(config, settings)).methods.filter(({ http_method }) => http_method === 'GET');
    const open = Array(2).fill(expect.objectContaining({ authorization: 'NONE' })); // the page and its assets
    expect(await gallery({ auth: { mode: 'apiKey' } })).toEqual(open);
    expect(await gallery({ auth: { mode: 'iam' } }, { target: 'embedded' })).toEqual(open);
    expect(await gallery({ auth: { mode: 'iam' } })).toEqual([]);
  });

  test('for nothing at a CORS preflight, which browsers send without credentials', async () => {
    const { methods } = await methodsOf();
    expect(methods.filter(({ http_method }) => http_method === 'OPTIONS')).toEqual([
      expect.objectContaining({ authorization: 'NONE' }),
    ]);
  });
});

describe('by default', () => {
  test('all buckets are private, encrypted, TLS only, and S3 deletes unfinished uploads', async () => {
    const { resource } = await synthesizeWith();
    for (const type of [
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_lifecycle_configuration',
    ])
      expect(Object.keys(resource[type] ?? {})).toHaveLength(3);
    for (const { policy } of Object.values(resource.aws_s3_bucket_policy ?? {}))
      expect(statements(policy)[0]).toMatchObject({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
  });

  test('role names contain the region too, and Terraform must be new enough to lock the state', async () => {
    const { resource, terraform } = await synthesizeWith({ region: 'eu-west-1' });
    for (const { name } of Object.values(resource.aws_iam_role ?? {})) expect(name).toMatch(/-eu-west-1$/);
    expect(terraform).toMatchObject({ required_version: '>= 1.11.0' });
  });

  test('no function has wildcard permissions', async () => {
    const { resource } = await synthesizeWith({ webhooks: [{ name: 'shop', url: 'https://shop.example' }] });
    for (const { policy } of Object.values(resource.aws_iam_role_policy ?? {})) {
      for (const { Action, Resource } of statements(policy)) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        expect([Resource].flat()).not.toContain('*');
      }
    }
  });

  test('there is no webhook queue and no event source mapping for it, which would cost money', async () => {
    const { resource } = await synthesizeWith();
    expect(Object.keys(resource.aws_lambda_event_source_mapping ?? {})).toHaveLength(2);
    expect(queueNames(resource)).toEqual([
      'darkroom-test-failed-changes',
      'darkroom-test-failed-events',
      'darkroom-test-unrecorded-failures',
    ]);
  });

  test('a change that cannot be published is reported before the stream forgets it after a day', async () => {
    const { resource } = await synthesizeWith();
    const [mapping] = Object.values(resource.aws_lambda_event_source_mapping ?? {});
    expect(mapping).toMatchObject({
      bisect_batch_on_function_error: true,
      destination_config: { on_failure: { destination_arn: expect.stringContaining('failed-changes') } },
    });
    expect(mapping?.maximum_record_age_in_seconds).toBeLessThan(86_400);
    expect(mapping).not.toHaveProperty('maximum_retry_attempts'); // an outage may last
  });

  test('publish-changes is invoked for images, but not for the rows that it writes itself', async () => {
    const { resource } = await synthesizeWith();
    const [mapping] = Object.values(resource.aws_lambda_event_source_mapping ?? {});
    const pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: 'image#' }] } } } });
    expect(mapping).toMatchObject({ filter_criteria: { filter: [{ pattern }] } });
  });

  test.each([
    ['aws', false],
    ['localstack', true],
    ['embedded', true],
  ] as const)('destroying the stack on %s deletes photos and catalog: %s', async (target, disposable) => {
    const { aws_s3_bucket = {}, aws_dynamodb_table = {} } = (await synthesizeWith({}, { target })).resource;
    const buckets = Object.values(aws_s3_bucket).map(({ force_destroy }) => force_destroy);
    expect(buckets).toEqual([disposable, disposable, disposable]);
    const tables = Object.values(aws_dynamodb_table).map((table) => table.deletion_protection_enabled);
    expect(tables).toEqual([!disposable]);
  });
});

test('versioned originals keep overwritten objects for the configured days', async () => {
  const { resource } = await synthesizeWith({ originals: { versioned: true, noncurrentDays: 9 } });
  expect(Object.keys(resource.aws_s3_bucket_versioning ?? {})).toHaveLength(1);
  expect(JSON.stringify(resource.aws_s3_bucket_lifecycle_configuration)).toContain('"noncurrent_days":9');
});

describe('each webhook has', () => {
  const names = ['shop', 'alerts'];
  const webhooks = names.map((name) => ({ name, url: `https://${name}.example` }));

  test('a queue of its own, from which at most two executions deliver at a time', async () => {
    const { resource } = await synthesizeWith({ webhooks });
    expect(queueNames(resource)).toEqual([
      'darkroom-test-failed-changes',
      'darkroom-test-failed-events',
      'darkroom-test-failed-webhooks',
      'darkroom-test-unrecorded-failures',
      'darkroom-test-webhook-alerts',
      'darkroom-test-webhook-shop',
    ]);
    const mappings = Object.values(resource.aws_lambda_event_source_mapping ?? {});
    const ofQueues = mappings.filter(({ scaling_config }) => scaling_config);
    expect(new Set(ofQueues.map(({ event_source_arn }) => event_source_arn)).size).toBe(2);
    for (const { scaling_config } of ofQueues) expect(scaling_config).toEqual({ maximum_concurrency: 2 });
  });

  test("a queue that publish-changes may send to, and to nothing else but the failed changes'", async () => {
    const { resource } = await synthesizeWith({ webhooks });
    const policies = Object.entries(resource.aws_iam_role_policy ?? {});
    const [, publisher] = policies.find(([name]) => name.startsWith('publish-changes')) ?? [];
    const queues = statements(publisher?.policy)
      .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
      .flatMap(({ Resource }) => Resource);
    expect(queues).toEqual([
      expect.stringMatching(/queue-shop.*\.arn/),
      expect.stringMatching(/queue-alerts.*\.arn/),
      expect.stringMatching(/failed-changes.*\.arn/),
    ]);
  });

  test("a queue whose name stays within SQS's 80 characters", async () => {
    const buckets = { originals: 'some-originals', variants: 'some-variants' };
    const { resource } = await synthesizeWith(
      { name: 'a'.repeat(20), buckets, webhooks: [{ name: 'w'.repeat(30), url: 'https://shop.example' }] },
      { stage: 's'.repeat(20) },
    );
    for (const name of queueNames(resource)) expect(String(name).length).toBeLessThanOrEqual(80);
  });
});

test('webhooks may reach private addresses everywhere but on AWS', async () => {
  const webhooks = [{ name: 'shop', url: 'https://127.0.0.1:9000' }];
  const variables = async (target: 'aws' | 'embedded') =>
    JSON.stringify((await synthesizeWith({ webhooks }, { target })).resource.aws_lambda_function);
  expect(await variables('aws')).not.toContain('ALLOW_PRIVATE_ADDRESSES');
  expect(await variables('embedded')).toContain('"ALLOW_PRIVATE_ADDRESSES":"true"');
});

test.each(['aws', 'localstack', 'embedded'] as const)(
  'what is synthesized for %s contains no credential',
  async (target) => {
    const stack = await synthesizeWith({}, { target, stateBucket: 'team-state' });
    expect(JSON.stringify([stack.provider, stack.terraform])).not.toMatch(/access_key|secret_key|token/);
  },
);

test("each stage's state is a locked object of its own in the state bucket", async () => {
  const { terraform } = await synthesizeWith({}, { stage: 'prod', stateBucket: 'team-state' });
  expect(terraform.backend.s3).toMatchObject({
    bucket: 'team-state',
    key: 'darkroom/darkroom-prod.tfstate',
    use_lockfile: true,
    encrypt: true,
  });
});
