import { createHash } from 'node:crypto';

/** A reference in Terraform's syntax. */
const ref = (expression: string) => `$\{${expression}}`;

const nothing = {
  cookies_config: { cookie_behavior: 'none' },
  query_strings_config: { query_string_behavior: 'none' },
};

const behavior = {
  viewer_protocol_policy: 'redirect-to-https',
  cached_methods: ['GET', 'HEAD'],
  allowed_methods: ['GET', 'HEAD'],
};

const optimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const disabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const accessControl = (name: string) => ({
  name,
  origin_access_control_origin_type: name,
  signing_behavior: 'always',
  signing_protocol: 'sigv4',
});

function allowCloudFront(action: string, more: object = {}) {
  return {
    action,
    function_name: ref('aws_lambda_function.serve.function_name'),
    principal: 'cloudfront.amazonaws.com',
    source_arn: ref('aws_cloudfront_distribution.site.arn'),
    ...more,
  };
}

/**
 * Everything of CloudFront that Terraform makes here: a bucket and a function URL behind one distribution, each by an
 * access control, in a group that fails over; a function with a store of keys; policies of its own. `comment` is what
 * an update changes; `zip` a function's code.
 */
export function cloudfrontStack(endpoint: string, comment: string, zip: string) {
  return {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          access_key: 'test',
          secret_key: 'test',
          skip_metadata_api_check: 'true',
          s3_use_path_style: true,
          endpoints: [
            Object.fromEntries(
              ['cloudfront', 'iam', 'lambda', 's3', 'sts'].map((service) => [service, endpoint]),
            ),
          ],
        },
      ],
    },
    resource: {
      aws_s3_bucket: { variants: { bucket: 'variants' } },
      aws_s3_bucket_policy: {
        variants: {
          bucket: ref('aws_s3_bucket.variants.id'),
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'cloudfront.amazonaws.com' },
                Action: 's3:GetObject',
                Resource: 'arn:aws:s3:::variants/*',
                Condition: { StringEquals: { 'AWS:SourceArn': ref('aws_cloudfront_distribution.site.arn') } },
              },
            ],
          }),
        },
      },
      aws_iam_role: {
        serve: {
          name: 'serve',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          }),
        },
      },
      aws_lambda_function: {
        serve: {
          function_name: 'serve',
          role: ref('aws_iam_role.serve.arn'),
          runtime: 'nodejs22.x',
          handler: 'index.handler',
          architectures: ['arm64'],
          memory_size: 128,
          timeout: 3,
          environment: { variables: { STAGE: 'test' } },
          filename: zip,
          source_code_hash: createHash('sha256').update(zip).digest('base64'),
        },
      },
      aws_lambda_function_url: {
        serve: {
          function_name: ref('aws_lambda_function.serve.function_name'),
          authorization_type: 'AWS_IAM',
        },
      },
      aws_lambda_permission: {
        url: allowCloudFront('lambda:InvokeFunctionUrl', {
          statement_id: 'url',
          function_url_auth_type: 'AWS_IAM',
        }),
        invoke: allowCloudFront('lambda:InvokeFunction', { statement_id: 'invoke' }),
      },
      aws_cloudfront_origin_access_control: { bucket: accessControl('s3'), url: accessControl('lambda') },
      aws_cloudfront_key_value_store: { keys: { name: 'keys', comment } },
      aws_cloudfront_function: {
        check: {
          name: 'check',
          runtime: 'cloudfront-js-2.0',
          comment,
          key_value_store_associations: [ref('aws_cloudfront_key_value_store.keys.arn')],
          code: `import cf from 'cloudfront';
async function handler(event) {
  var request = event.request;
  request.headers['x-comment'] = { value: '${comment} ' + (await cf.kvs().count()) };
  return request;
}`,
        },
      },
      aws_cloudfront_cache_policy: {
        negotiated: {
          name: 'negotiated',
          comment,
          min_ttl: 0,
          default_ttl: 0,
          max_ttl: 31_536_000,
          parameters_in_cache_key_and_forwarded_to_origin: {
            ...nothing,
            headers_config: { header_behavior: 'whitelist', headers: { items: ['accept'] } },
            enable_accept_encoding_gzip: true,
          },
        },
      },
      aws_cloudfront_origin_request_policy: {
        comment: {
          name: 'comment',
          comment,
          ...nothing,
          headers_config: { header_behavior: 'whitelist', headers: { items: ['x-comment'] } },
        },
      },
      aws_cloudfront_response_headers_policy: {
        plain: {
          name: 'plain',
          comment,
          security_headers_config: { content_type_options: { override: true } },
          remove_headers_config: { items: [{ header: 'x-amzn-trace-id' }] },
        },
      },
      aws_cloudfront_distribution: {
        site: {
          enabled: true,
          comment,
          tags: { _custom_id_: 'site', comment },
          origin: [
            {
              origin_id: 'bucket',
              domain_name: ref('aws_s3_bucket.variants.bucket_regional_domain_name'),
              origin_access_control_id: ref('aws_cloudfront_origin_access_control.bucket.id'),
            },
            {
              origin_id: 'url',
              domain_name: `${ref('aws_lambda_function_url.serve.url_id')}.lambda-url.us-east-1.on.aws`,
              origin_access_control_id: ref('aws_cloudfront_origin_access_control.url.id'),
              custom_origin_config: {
                http_port: 80,
                https_port: 443,
                origin_protocol_policy: 'https-only',
                origin_ssl_protocols: ['TLSv1.2'],
              },
            },
          ],
          origin_group: [
            {
              origin_id: 'stored',
              failover_criteria: { status_codes: [403, 404] },
              member: [{ origin_id: 'bucket' }, { origin_id: 'url' }],
            },
          ],
          default_cache_behavior: {
            ...behavior,
            target_origin_id: 'url',
            cache_policy_id: ref('aws_cloudfront_cache_policy.negotiated.id'),
            origin_request_policy_id: ref('aws_cloudfront_origin_request_policy.comment.id'),
            response_headers_policy_id: ref('aws_cloudfront_response_headers_policy.plain.id'),
            function_association: [
              { event_type: 'viewer-request', function_arn: ref('aws_cloudfront_function.check.arn') },
            ],
          },
          ordered_cache_behavior: [
            { ...behavior, path_pattern: '/v/*', target_origin_id: 'stored', cache_policy_id: optimized },
            { ...behavior, path_pattern: '/live/*', target_origin_id: 'url', cache_policy_id: disabled },
          ],
          custom_error_response: [{ error_code: 404, error_caching_min_ttl: 5 }],
          restrictions: { geo_restriction: { restriction_type: 'none' } },
          viewer_certificate: { cloudfront_default_certificate: true },
        },
      },
    },
  };
}
