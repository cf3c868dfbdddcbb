import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SynthesizedJson, synthesizeWith } from './testing/synthesize-with.ts';

const block = (stack: SynthesizedJson, type: string) => Object.values(stack.resource[type] ?? {});
const distribution = (stack: SynthesizedJson) =>
  z.looseObject({}).parse(block(stack, 'aws_cloudfront_distribution')[0]);
const permissions = (stack: SynthesizedJson) =>
  block(stack, 'aws_lambda_permission').filter(({ principal }) => principal !== 's3.amazonaws.com');

describe('on AWS', () => {
  test('nobody calls the function but the distribution, by both grants that AWS asks for', async () => {
    const stack = await synthesizeWith();
    expect(block(stack, 'aws_lambda_function_url')).toMatchObject([
      { authorization_type: 'AWS_IAM', invoke_mode: 'RESPONSE_STREAM' },
    ]);
    const granted = permissions(stack).filter(({ principal }) => principal === 'cloudfront.amazonaws.com');
    expect(granted.map(({ action }) => action).sort()).toEqual([
      'lambda:InvokeFunction',
      'lambda:InvokeFunctionUrl',
    ]);
    for (const { source_arn: source } of granted)
      expect(String(source)).toMatch(/^\$\{aws_cloudfront_distribution\..*\.arn\}$/);
    expect(permissions(stack).filter(({ principal }) => principal === '*')).toEqual([]);
  });

  test('the distribution may read files of the variants bucket and not list them', async () => {
    const stack = await synthesizeWith();
    const policies = block(stack, 'aws_s3_bucket_policy').map(({ policy }) => String(policy));
    const [open, ...others] = policies.filter((policy) => policy.includes('cloudfront'));
    expect(others).toEqual([]);
    expect(JSON.parse(open ?? '{}').Statement[1]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
  });

  test('files come from S3, and from the function where S3 has none; all else from the function', async () => {
    expect(distribution(await synthesizeWith())).toMatchObject({
      default_cache_behavior: { target_origin_id: 'server', viewer_protocol_policy: 'redirect-to-https' },
      ordered_cache_behavior: [{ path_pattern: '/v/*', target_origin_id: 'stored-or-made' }],
      origin_group: [
        {
          failover_criteria: { status_codes: [403, 404] },
          member: [{ origin_id: 'stored' }, { origin_id: 'server' }],
        },
      ],
    });
  });

  test('an own domain, a web ACL and Origin Shield are taken from the configuration', async () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1';
    const stack = await synthesizeWith({
      delivery: {
        domain: { name: 'img.example.com', certificateArn },
        webAclArn,
        originShield: 'eu-central-1',
      },
    });
    expect(distribution(stack)).toMatchObject({
      aliases: ['img.example.com'],
      web_acl_id: webAclArn,
      viewer_certificate: { acm_certificate_arn: certificateArn, minimum_protocol_version: 'TLSv1.2_2021' },
      origin: [
        { origin_shield: { origin_shield_region: 'eu-central-1' } },
        { origin_shield: { enabled: true } },
      ],
    });
    expect(stack.output).toMatchObject({
      delivery_url: { value: 'https://img.example.com' },
      delivery_dns_target: {
        value: expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.domain_name\}$/),
      },
    });
  });

  test('the logs of CloudFront are off by default, and made in us-east-1 without a word of the viewer', async () => {
    const types = ['group', 'delivery_source', 'delivery_destination', 'delivery'];
    const logs = (stack: SynthesizedJson) =>
      types.flatMap((type) =>
        block(stack, `aws_cloudwatch_log_${type}`).filter(({ name }) => !String(name).includes('/lambda/')),
      );
    expect(logs(await synthesizeWith())).toEqual([]);
    const made = logs(await synthesizeWith({ region: 'eu-central-1', delivery: { logs: true } }));
    expect(made).toMatchObject([
      { name: '/aws/vendedlogs/darkroom-test-pictures', retention_in_days: 30 },
      { log_type: 'ACCESS_LOGS', resource_arn: expect.stringContaining('aws_cloudfront_distribution') },
      { output_format: 'json' },
      { record_fields: expect.arrayContaining(['cs-uri-stem', 'sc-status', 'x-edge-result-type']) },
    ]);
    for (const { provider } of made) expect(provider).toBe('aws.us-east-1');
    expect(JSON.stringify(made)).not.toMatch(/"c-ip|x-forwarded-for|Cookie|User-Agent|cs-uri-query/);
  });

  test('without CloudFront the function still asks for a signature of AWS', async () => {
    const stack = await synthesizeWith({ delivery: { cloudFront: false } });
    expect(block(stack, 'aws_cloudfront_distribution')).toEqual([]);
    expect(block(stack, 'aws_lambda_function_url')).toMatchObject([{ authorization_type: 'AWS_IAM' }]);
    expect(permissions(stack).filter(({ principal }) => principal === '*')).toEqual([]);
  });
});

test('on LocalStack, which has neither CloudFront nor streams, the function is open and answers in one piece', async () => {
  const stack = await synthesizeWith({}, { target: 'localstack' });
  expect(block(stack, 'aws_cloudfront_distribution')).toEqual([]);
  expect(block(stack, 'aws_lambda_function_url')).toMatchObject([
    { authorization_type: 'NONE', invoke_mode: 'BUFFERED' },
  ]);
  const handlers = block(stack, 'aws_lambda_function').map(({ handler }) => handler);
  expect(handlers).toContain('index.buffered');
});

test('what was made on demand expires, and nothing else', async () => {
  const stack = await synthesizeWith({ delivery: { onDemandDays: 7 } });
  const rules = z
    .array(z.looseObject({ rule: z.array(z.looseObject({})) }))
    .parse(block(stack, 'aws_s3_bucket_lifecycle_configuration'));
  expect(rules.flatMap(({ rule }) => rule).filter(({ expiration }) => expiration)).toMatchObject([
    { expiration: [{ days: 7 }], filter: [{ tag: [{ key: 'darkroom', value: 'on-demand' }] }] },
  ]);
});

test('no signing key is in the state: the stack holds the names of their stores alone', async () => {
  const stack = await synthesizeWith();
  expect(Object.keys(stack.resource).filter((type) => /ssm_parameter|keyvaluestore_key/.test(type))).toEqual(
    [],
  );
});

test('files of deleted images are removed from the cache, seven images at a time', async () => {
  const stack = await synthesizeWith();
  const mappings = block(stack, 'aws_lambda_event_source_mapping').filter(
    ({ batch_size }) => batch_size === 7,
  );
  expect(mappings).toMatchObject([
    { starting_position: 'TRIM_HORIZON', maximum_batching_window_in_seconds: 10 },
  ]);
  expect(JSON.stringify(mappings)).toContain('deleted');
  expect(JSON.stringify(block(stack, 'aws_iam_role_policy'))).toContain('cloudfront:CreateInvalidation');
});
