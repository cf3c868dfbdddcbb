import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeFunctionCommand,
  GetCachePolicyCommand,
  GetDistributionCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { deployEmbedded } from './deploy-embedded.ts';

/** A reference in Terraform's syntax. */
const ref = (expression: string) => `$\{${expression}}`;

const none = {
  cookies_config: [{ cookie_behavior: 'none' }],
  headers_config: [{ header_behavior: 'none' }],
  query_strings_config: [{ query_string_behavior: 'none' }],
};

const behavior = {
  target_origin_id: 'variants',
  viewer_protocol_policy: 'redirect-to-https',
  allowed_methods: ['GET', 'HEAD'],
  cached_methods: ['GET', 'HEAD'],
};

const stackWith = (comment: string, added: string) => ({
  provider: { aws: [{ region: 'us-east-1' }] },
  resource: {
    aws_s3_bucket: { variants: { bucket: 'variants' } },
    aws_cloudfront_key_value_store: { keys: { name: 'keys', comment } },
    aws_cloudfront_function: {
      check: {
        name: 'check',
        runtime: 'cloudfront-js-2.0',
        comment,
        key_value_store_associations: [ref('aws_cloudfront_key_value_store.keys.arn')],
        code: `function handler(event) { event.request.uri = event.request.uri + '${added}'; return event.request; }`,
      },
    },
    aws_cloudfront_origin_access_control: {
      bucket: {
        name: 'bucket',
        origin_access_control_origin_type: 's3',
        signing_behavior: 'always',
        signing_protocol: 'sigv4',
      },
    },
    aws_cloudfront_cache_policy: {
      long: {
        name: 'long',
        comment,
        min_ttl: 0,
        parameters_in_cache_key_and_forwarded_to_origin: [
          {
            ...none,
            headers_config: [{ header_behavior: 'whitelist', headers: [{ items: ['Accept'] }] }],
            enable_accept_encoding_gzip: true,
          },
        ],
      },
    },
    aws_cloudfront_origin_request_policy: {
      signature: {
        name: 'signature',
        ...none,
        headers_config: [{ header_behavior: 'whitelist', headers: [{ items: ['x-signature'] }] }],
      },
    },
    aws_cloudfront_response_headers_policy: {
      safe: {
        name: 'safe',
        security_headers_config: [{ content_type_options: [{ override: true }] }],
        custom_headers_config: [{ items: [{ header: 'x-comment', value: comment, override: true }] }],
        remove_headers_config: [{ items: [{ header: 'x-amz-server-side-encryption' }] }],
      },
    },
    aws_cloudfront_distribution: {
      site: {
        enabled: true,
        comment,
        tags: { _custom_id_: 'pictures' },
        origin: [
          {
            origin_id: 'variants',
            domain_name: 'variants.s3.us-east-1.amazonaws.com',
            origin_access_control_id: ref('aws_cloudfront_origin_access_control.bucket.id'),
          },
          {
            origin_id: 'url',
            domain_name: 'abc.lambda-url.us-east-1.on.aws',
            custom_origin_config: [
              {
                http_port: 80,
                https_port: 443,
                origin_protocol_policy: 'https-only',
                origin_ssl_protocols: ['TLSv1.2'],
              },
            ],
          },
        ],
        origin_group: [
          {
            origin_id: 'group',
            failover_criteria: [{ status_codes: [403, 404] }],
            member: [{ origin_id: 'variants' }, { origin_id: 'url' }],
          },
        ],
        default_cache_behavior: [
          {
            ...behavior,
            cache_policy_id: ref('aws_cloudfront_cache_policy.long.id'),
            origin_request_policy_id: ref('aws_cloudfront_origin_request_policy.signature.id'),
            response_headers_policy_id: ref('aws_cloudfront_response_headers_policy.safe.id'),
            function_association: [
              { event_type: 'viewer-request', function_arn: ref('aws_cloudfront_function.check.arn') },
            ],
          },
        ],
        ordered_cache_behavior: [
          {
            ...behavior,
            path_pattern: '/v/*',
            target_origin_id: 'group',
            cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
          },
        ],
        custom_error_response: [{ error_code: 404, error_caching_min_ttl: 5 }],
        restrictions: [{ geo_restriction: [{ restriction_type: 'none' }] }],
        viewer_certificate: [{ cloudfront_default_certificate: true }],
      },
    },
  },
  output: {
    domain: { value: ref('aws_cloudfront_distribution.site.domain_name') },
    policy: { value: ref('aws_cloudfront_cache_policy.long.id') },
  },
});

test('a distribution with all that it needs is made, serves, and is brought to what a later stack says', async () => {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const { endpoint, region } = cloud;
  const clients = createClients(endpoint, region);
  onTestFinished(() => clients.destroy());
  const folder = await mkdtemp(join(tmpdir(), 'embedded-deploy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stackFile = join(folder, 'cdk.tf.json');
  const deploy = async (comment: string, added: string) => {
    await writeFile(stackFile, JSON.stringify(stackWith(comment, added)));
    return (await deployEmbedded({ stackFile, endpoint, region })).outputs;
  };

  const outputs = await deploy('first', '.a');
  expect(outputs.domain).toBe('pictures.cloudfront.localhost.localstack.cloud');
  for (const Key of ['photo.a', 'photo.b'])
    await clients.s3.send(new PutObjectCommand({ Bucket: 'variants', Key, Body: Key }));
  const ask = () => fetch(`${endpoint}/_aws/cloudfront/pictures/photo`);
  const first = await ask();
  expect([await first.text(), first.headers.get('x-comment')]).toEqual(['photo.a', 'first']);

  expect(await deploy('second', '.b')).toEqual(outputs);
  const second = await ask();
  expect([await second.text(), second.headers.get('x-comment')]).toEqual(['photo.b', 'second']);
  const { DistributionList } = await clients.cloudfront.send(new ListDistributionsCommand({}));
  expect(DistributionList?.Quantity).toBe(1);
  const { Distribution } = await clients.cloudfront.send(new GetDistributionCommand({ Id: 'pictures' }));
  expect(Distribution?.DistributionConfig).toMatchObject({
    Comment: 'second',
    OriginGroups: { Items: [{ FailoverCriteria: { StatusCodes: { Items: [403, 404] } } }] },
  });
  const policy = await clients.cloudfront.send(new GetCachePolicyCommand({ Id: String(outputs.policy) }));
  expect(policy.CachePolicy?.CachePolicyConfig?.Comment).toBe('second');
  const live = await clients.cloudfront.send(new DescribeFunctionCommand({ Name: 'check', Stage: 'LIVE' }));
  expect(live.FunctionSummary?.FunctionConfig?.Comment).toBe('second');
});
