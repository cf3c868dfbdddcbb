import { GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startUrl } from '../../../lambda/function-urls/testing/start-url.ts';
import { bucketOrigin, cachingDisabled } from '../../testing/start-cloudfront.ts';
import { connectEdge, startEdge, startOrigin } from '../testing/start-edge.ts';

const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

/** Lets CloudFront read a bucket on behalf of one distribution, as AWS's guide writes it. */
function readPolicy(Bucket: string, sourceArn: string | undefined): PutBucketPolicyCommand {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': sourceArn } },
  };
  return new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement: [Statement] }) });
}

test('a bucket is read by an access control where its policy allows the distribution, and by no other', async () => {
  const { s3, putObjects, publish, accessControl } = await startEdge({ enforceIam: true });
  await putObjects('photos', { 'v/a b.txt': 'private' });
  const OriginAccessControlId = await accessControl('s3');
  const { ask, ARN } = await publish([bucketOrigin('photos', OriginAccessControlId)]);
  expect((await ask('/v/a%20b.txt')).status).toBe(403);
  await s3.send(readPolicy('photos', `${ARN}x`));
  expect((await ask('/v/a%20b.txt')).status).toBe(403);
  await s3.send(readPolicy('photos', ARN));
  const { status, body, headers } = await ask('/v/a%20b.txt');
  expect([status, body]).toEqual([200, 'private']);
  expect(headers).toMatchObject({ etag: expect.any(String), server: 'AmazonS3', 'accept-ranges': 'bytes' });
  for (const name of ['x-amz-request-id', 'x-amz-id-2']) expect(headers).not.toHaveProperty(name);
  expect((await ask('/v/missing')).status).toBe(403); // nobody may list the bucket
});

test('without an access control a bucket sees nobody', async () => {
  const { putObjects, publish } = await startEdge();
  await putObjects('photos', { 'a.txt': 'private' });
  expect((await (await publish([bucketOrigin('photos')])).ask('/a.txt')).status).toBe(403);
});

test('an object that has changed in the bucket is got anew once its time is over', async () => {
  const { s3, putObjects, publish, accessControl, cachePolicy } = await startEdge();
  await putObjects('photos', { 'a.txt': 'one' });
  const CachePolicyId = await cachePolicy({ DefaultTTL: 0 });
  const { ask } = await publish([bucketOrigin('photos', await accessControl('s3'))], { CachePolicyId });
  expect([(await ask('/a.txt')).cache, (await ask('/a.txt')).cache]).toEqual(['Miss', 'RefreshHit']);
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a.txt', Body: 'two' }));
  expect(await ask('/a.txt')).toMatchObject({ cache: 'Miss', body: 'two' });
});

const handler = `export const handler = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'text/plain' },
  body: event.requestContext.http.method + ' ' + event.rawPath + ' ' + (event.body ?? ''),
});`;

async function startWithUrl() {
  const url = await startUrl(handler, { AuthType: 'AWS_IAM' });
  const edge = connectEdge(url.aws);
  const origin = {
    Id: 'url',
    DomainName: `${url.id}.lambda-url.us-east-1.on.aws`,
    OriginAccessControlId: await edge.accessControl('lambda'),
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only' as const,
    },
  };
  return { ...edge, url, origin };
}

test('a function URL with AWS_IAM answers the distribution that both of its permissions name', async () => {
  const { url, origin, publish } = await startWithUrl();
  const AllowedMethods = { Quantity: 7, Items: [...methods] };
  const { ask, ARN } = await publish([origin], { CachePolicyId: cachingDisabled, AllowedMethods });
  expect((await ask('/a')).status).toBe(403);
  await url.permit('cloudfront.amazonaws.com', 'AWS_IAM', ARN);
  expect(await ask('/a')).toMatchObject({ status: 200, body: 'GET /a ' });
  const other = await publish([origin], { CachePolicyId: cachingDisabled });
  expect((await other.ask('/a')).status).toBe(403);
});

test('a body goes to a function URL with its hash alone, as Lambda takes no other', async () => {
  const { url, origin, publish } = await startWithUrl();
  const AllowedMethods = { Quantity: 7, Items: [...methods] };
  const { ask, ARN } = await publish([origin], { CachePolicyId: cachingDisabled, AllowedMethods });
  await url.permit('cloudfront.amazonaws.com', 'AWS_IAM', ARN);
  const post = { method: 'POST', body: 'hello' };
  expect((await ask('/a', {}, post)).status).toBe(403);
  const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
  const answer = await ask('/a', { 'x-amz-content-sha256': hash, 'content-type': 'text/plain' }, post);
  expect(answer).toMatchObject({ status: 200, body: 'POST /a hello' });
});

const group = (codes: number[], ...Items: string[]) => ({
  Quantity: 1,
  Items: [
    {
      Id: 'group',
      FailoverCriteria: { StatusCodes: { Quantity: codes.length, Items: codes } },
      Members: { Quantity: 2, Items: Items.map((OriginId) => ({ OriginId })) },
    },
  ],
});

test('a group asks its bucket, then its function URL where the bucket answers 403', async () => {
  const { s3, url, origin, publish, putObjects, accessControl } = await startWithUrl();
  await putObjects('variants', { 'v/a': 'stored' });
  const bucket = bucketOrigin('variants', await accessControl('s3'));
  const OriginGroups = group([403, 404], 'variants', 'url');
  const { ask, ARN } = await publish([bucket, origin], { TargetOriginId: 'group' }, { OriginGroups });
  await url.permit('cloudfront.amazonaws.com', 'AWS_IAM', ARN);
  expect((await ask('/v/a')).body).toBe('stored');
  expect((await ask('/v/b')).body).toBe('GET /v/b ');
  await expect(s3.send(new GetObjectCommand({ Bucket: 'variants', Key: 'v/b' }))).rejects.toThrow();
});

test('a group fails over where its first origin is not there, and not on other statuses', async () => {
  const { publish } = await startEdge();
  let status = 500;
  const first = await startOrigin((_, response) => response.writeHead(status).end('first'), 'first');
  const second = await startOrigin((_, response) => response.end('second'), 'second');
  const OriginGroups = group([500], 'first', 'second');
  const origins = [{ ...first.origin, ConnectionAttempts: 1 }, second.origin];
  const { ask } = await publish(origins, { TargetOriginId: 'group' }, { OriginGroups });
  expect((await ask('/a')).body).toBe('second');
  status = 502;
  expect(await ask('/b')).toMatchObject({ status: 502, body: 'first' });
  first.stop();
  expect((await ask('/c')).body).toBe('second');
});

test('an origin that does not answer in time is a 504', async () => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin(() => {});
  const CustomOriginConfig = {
    HTTPPort: origin.CustomOriginConfig?.HTTPPort,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'http-only' as const,
    OriginReadTimeout: 1,
  };
  const { ask } = await publish([{ ...origin, CustomOriginConfig, ConnectionAttempts: 1 }]);
  expect((await ask('/a')).status).toBe(504);
});
