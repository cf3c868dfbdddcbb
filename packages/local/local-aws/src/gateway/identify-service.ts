import type { IncomingMessage } from 'node:http';
import { isSnsLink } from '../auth/sns-link.ts';
import { distributionAddress } from '../protocol/distribution-address.ts';
import { functionUrlAddress } from '../protocol/function-url-address.ts';

const byTarget: ReadonlyMap<string, string> = new Map([
  ['DynamoDB_20120810', 'dynamodb'],
  ['DynamoDBStreams_20120810', 'streams.dynamodb'],
  ['Logs_20140328', 'logs'],
  ['AmazonSQS', 'sqs'],
  ['AmazonSSM', 'ssm'],
  ['AWSEvents', 'events'],
  ['TrentService', 'kms'],
]);

/**
 * The service to which a request belongs, recognised as in LocalStack: distributions, deployed APIs and function URLs by host or
 * path, then
 * `X-Amz-Target`, then the SigV4 credential scope. Everything else is S3, whose URLs may have no signature at all.
 */
export function identifyService(request: Pick<IncomingMessage, 'headers' | 'url'>): string {
  const url = request.url ?? '/';
  const host = request.headers.host ?? '';
  if (distributionAddress({ host, path: url })) return 'cloudfront-edge';
  if (functionUrlAddress({ host, path: url })) return 'lambda-url';
  if (/^[^.]+\.execute-api\./.test(host)) return 'execute-api';
  if (url.startsWith('/_aws/execute-api/') || /^\/restapis\/[^/]+\/[^/]+\/_user_request_/.test(url))
    return 'execute-api';
  if (url.startsWith('/_aws/lambda/')) return 'lambda';

  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = ''] = target.split('.');
    const service = byTarget.get(prefix);
    // DynamoDB and its streams share a credential scope, so the target decides.
    if (service !== undefined) return service;
  }

  return signedService(request) ?? (isSnsLink(url) ? 'sns' : 's3');
}

/** `s3` of `AKID/20260101/us-east-1/s3/aws4_request` in the Authorization header or in a presigned URL; SigV4A's has no region. */
function signedService(request: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const fromHeader = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const query = (request.url ?? '').split('?')[1];
  const credential = fromHeader ?? new URLSearchParams(query).get('X-Amz-Credential') ?? '';
  const parts = credential.split('/');
  return parts.length < 4 ? undefined : parts.at(-2);
}
