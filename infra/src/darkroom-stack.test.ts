import { describe, expect, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';

/** The statements of a policy in Terraform's JSON. */
function statements(policy: unknown): { Effect: string; Action: string | string[]; Resource: unknown }[] {
  return JSON.parse(String(policy)).Statement;
}

describe('synth refuses, with a message that says what to change,', () => {
  test('originals and variants in one bucket', async () => {
    const buckets = { originals: 'photos', variants: 'photos' };
    await expect(synthesizeWith({ buckets })).rejects.toMatchObject({
      code: 'SameBucket',
      message: expect.stringContaining('Name two in darkroom.config.ts'),
    });
  });

  test('a name with which a bucket would be longer than 63 characters', async () => {
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

  test('a zip built for another processor', async () => {
    await expect(synthesizeWith({ architecture: 'arm64' }, {}, 'x86_64')).rejects.toMatchObject({
      code: 'WrongArchitecture',
      message: expect.stringContaining('DARKROOM_TARGET=aws npx turbo build'),
    });
  });

  test('an API on AWS that is open to everybody, unless that is said twice', async () => {
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

  test('for a key whose plan throttles and counts; no key stands in the state', async () => {
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

  test('for a token of the configured user pool', async () => {
    const userPoolArn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEf';
    const { any, resource } = await methodsOf({ auth: { mode: 'jwt', userPoolArn } });
    for (const method of any) expect(method).toMatchObject({ authorization: 'COGNITO_USER_POOLS' });
    expect(Object.values(resource.aws_api_gateway_authorizer ?? {})).toEqual([
      expect.objectContaining({ provider_arns: [userPoolArn] }),
    ]);
  });

  test('for nothing at a CORS preflight, which browsers send without credentials', async () => {
    const { methods } = await methodsOf();
    expect(methods.filter(({ http_method }) => http_method === 'OPTIONS')).toEqual([
      expect.objectContaining({ authorization: 'NONE' }),
    ]);
  });
});

describe('by default', () => {
  test('both buckets are private, encrypted, TLS only, and S3 keeps no unfinished upload', async () => {
    const { resource } = await synthesizeWith();
    for (const type of [
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_lifecycle_configuration',
    ])
      expect(Object.keys(resource[type] ?? {})).toHaveLength(2);
    for (const { policy } of Object.values(resource.aws_s3_bucket_policy ?? {}))
      expect(statements(policy)).toEqual([
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]);
  });

  test('no function may do everything with anything', async () => {
    const { resource } = await synthesizeWith({ webhooks: [{ name: 'shop', url: 'https://shop.example' }] });
    for (const { policy } of Object.values(resource.aws_iam_role_policy ?? {})) {
      for (const { Action, Resource } of statements(policy)) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        expect([Resource].flat()).not.toContain('*');
      }
    }
  });

  test('nobody reads the queue of webhooks, which would cost, until one is configured', async () => {
    const sources = async (...args: Parameters<typeof synthesizeWith>) =>
      Object.keys((await synthesizeWith(...args)).resource.aws_lambda_event_source_mapping ?? {}).length;
    expect(await sources()).toBe(1);
    expect(await sources({ webhooks: [{ name: 'shop', url: 'https://shop.example' }] })).toBe(2);
  });

  test('a bucket with photos is not deleted with the stack on AWS, and is on this machine', async () => {
    const disposable = async (target: 'aws' | 'embedded') =>
      Object.values((await synthesizeWith({}, { target })).resource.aws_s3_bucket ?? {}).map(
        ({ force_destroy }) => force_destroy,
      );
    expect(await disposable('aws')).toEqual([false, false]);
    expect(await disposable('embedded')).toEqual([true, true]);
  });
});

test('versioned originals keep what is overwritten for the configured days', async () => {
  const { resource } = await synthesizeWith({ originals: { versioned: true, noncurrentDays: 9 } });
  expect(Object.keys(resource.aws_s3_bucket_versioning ?? {})).toHaveLength(1);
  expect(JSON.stringify(resource.aws_s3_bucket_lifecycle_configuration)).toContain('"noncurrent_days":9');
});

test('webhooks reach private addresses anywhere but on AWS', async () => {
  const webhooks = [{ name: 'shop', url: 'http://127.0.0.1:9000' }];
  const variables = async (target: 'aws' | 'embedded') =>
    JSON.stringify((await synthesizeWith({ webhooks }, { target })).resource.aws_lambda_function);
  expect(await variables('aws')).not.toContain('ALLOW_PRIVATE_ADDRESSES');
  expect(await variables('embedded')).toContain('"ALLOW_PRIVATE_ADDRESSES":"true"');
});

test.each(['aws', 'localstack', 'embedded'] as const)(
  'no credential stands in what is synthesized for %s',
  async (target) => {
    const stack = await synthesizeWith({}, { target, stateBucket: 'team-state' });
    expect(JSON.stringify([stack.provider, stack.terraform])).not.toMatch(/access_key|secret_key|token/);
  },
);

test('the state of a stage is a locked object of its own in the state bucket', async () => {
  const { terraform } = await synthesizeWith({}, { stage: 'prod', stateBucket: 'team-state' });
  expect(terraform.backend.s3).toMatchObject({
    bucket: 'team-state',
    key: 'darkroom/darkroom-prod.tfstate',
    use_lockfile: true,
    encrypt: true,
  });
});
