import {
  CreateCachePolicyCommand,
  CreateOriginAccessControlCommand,
  CreateOriginRequestPolicyCommand,
  CreateResponseHeadersPolicyCommand,
  DeleteCachePolicyCommand,
  DeleteOriginAccessControlCommand,
  GetCachePolicyCommand,
  GetOriginAccessControlCommand,
  GetOriginRequestPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListCachePoliciesCommand,
  ListDistributionsByCachePolicyIdCommand,
  ListOriginAccessControlsCommand,
  UpdateCachePolicyCommand,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { cachingOptimized, startCloudFront } from '../testing/start-cloudfront.ts';

const cachePolicy = (Name: string, MinTTL = 1) => ({
  Name,
  MinTTL,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    HeadersConfig: { HeaderBehavior: 'whitelist' as const, Headers: { Quantity: 1, Items: ['Accept'] } },
    CookiesConfig: { CookieBehavior: 'none' as const },
    QueryStringsConfig: { QueryStringBehavior: 'all' as const },
  },
});

test('a cache policy is made, read with its default times, changed and deleted', async () => {
  const { cloudfront, createDistribution } = await startCloudFront();
  const { CachePolicy, ETag } = await cloudfront.send(
    new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy('pictures') }),
  );
  expect(CachePolicy?.CachePolicyConfig).toMatchObject({
    ...cachePolicy('pictures'),
    DefaultTTL: 86_400,
    MaxTTL: 31_536_000,
  });
  const Id = CachePolicy?.Id;
  await expect(
    cloudfront.send(new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy('pictures') })),
  ).rejects.toMatchObject({ name: 'CachePolicyAlreadyExists' });
  const updated = await cloudfront.send(
    new UpdateCachePolicyCommand({ Id, IfMatch: ETag, CachePolicyConfig: cachePolicy('pictures', 7) }),
  );
  const read = await cloudfront.send(new GetCachePolicyCommand({ Id }));
  expect([read.CachePolicy?.CachePolicyConfig?.MinTTL, read.ETag]).toEqual([7, updated.ETag]);

  const { id } = await createDistribution({
    DefaultCacheBehavior: {
      TargetOriginId: 'photos',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: Id,
    },
  });
  const using = await cloudfront.send(new ListDistributionsByCachePolicyIdCommand({ CachePolicyId: Id }));
  expect(using.DistributionIdList?.Items).toEqual([id]);
  await expect(
    cloudfront.send(new DeleteCachePolicyCommand({ Id, IfMatch: updated.ETag })),
  ).rejects.toMatchObject({ name: 'CachePolicyInUse', $metadata: { httpStatusCode: 409 } });
});

test('policies of AWS have their well-known ids, and nobody changes them', async () => {
  const { cloudfront } = await startCloudFront();
  const { CachePolicy, ETag } = await cloudfront.send(new GetCachePolicyCommand({ Id: cachingOptimized }));
  expect(CachePolicy?.CachePolicyConfig?.Name).toBe('Managed-CachingOptimized');
  await expect(
    cloudfront.send(new DeleteCachePolicyCommand({ Id: cachingOptimized, IfMatch: ETag })),
  ).rejects.toMatchObject({ name: 'IllegalDelete' });
  await cloudfront.send(new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy('mine') }));
  const names = async (Type?: 'managed' | 'custom') => {
    const { CachePolicyList } = await cloudfront.send(new ListCachePoliciesCommand({ Type }));
    return CachePolicyList?.Items?.map((item) => item.CachePolicy?.CachePolicyConfig?.Name);
  };
  expect(await names('custom')).toEqual(['mine']);
  expect(await names('managed')).not.toContain('mine');
  expect(await names()).toEqual([...((await names('managed')) ?? []), 'mine']);
});

test.each([
  ['times out of order', { ...cachePolicy('a', 10), DefaultTTL: 5 }],
  ['caching that is off, with a key', { ...cachePolicy('a', 0), DefaultTTL: 0, MaxTTL: 0 }],
])('a cache policy with %s is refused', async (_, CachePolicyConfig) => {
  const { cloudfront } = await startCloudFront();
  await expect(cloudfront.send(new CreateCachePolicyCommand({ CachePolicyConfig }))).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});

test('what goes to an origin and what is added to an answer read back as written', async () => {
  const { cloudfront } = await startCloudFront();
  const OriginRequestPolicyConfig = {
    Name: 'to-origin',
    Comment: 'a',
    HeadersConfig: { HeaderBehavior: 'allExcept' as const, Headers: { Quantity: 1, Items: ['host'] } },
    CookiesConfig: { CookieBehavior: 'all' as const },
    QueryStringsConfig: { QueryStringBehavior: 'none' as const },
  };
  const toOrigin = await cloudfront.send(new CreateOriginRequestPolicyCommand({ OriginRequestPolicyConfig }));
  const readRequest = await cloudfront.send(
    new GetOriginRequestPolicyCommand({ Id: toOrigin.OriginRequestPolicy?.Id }),
  );
  expect(readRequest.OriginRequestPolicy?.OriginRequestPolicyConfig).toEqual(OriginRequestPolicyConfig);

  const ResponseHeadersPolicyConfig = {
    Name: 'to-viewer',
    CorsConfig: {
      AccessControlAllowOrigins: { Quantity: 1, Items: ['https://a.example'] },
      AccessControlAllowHeaders: { Quantity: 1, Items: ['*'] },
      AccessControlAllowMethods: { Quantity: 1, Items: ['GET' as const] },
      AccessControlAllowCredentials: true,
      AccessControlMaxAgeSec: 60,
      OriginOverride: true,
    },
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 3600, Preload: true },
    },
    ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 12.5 },
    CustomHeadersConfig: { Quantity: 1, Items: [{ Header: 'x-a', Value: ' "1" ', Override: false }] },
    RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'x-amz-version-id' }] },
  };
  const toViewer = await cloudfront.send(
    new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig }),
  );
  const readResponse = await cloudfront.send(
    new GetResponseHeadersPolicyCommand({ Id: toViewer.ResponseHeadersPolicy?.Id }),
  );
  expect(readResponse.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig).toEqual(
    ResponseHeadersPolicyConfig,
  );
});

test('headers that CloudFront writes itself cannot be removed', async () => {
  const { cloudfront } = await startCloudFront();
  const RemoveHeadersConfig = { Quantity: 1, Items: [{ Header: 'Content-Length' }] };
  await expect(
    cloudfront.send(
      new CreateResponseHeadersPolicyCommand({
        ResponseHeadersPolicyConfig: { Name: 'a', RemoveHeadersConfig },
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('an origin access control is made, changed, listed and deleted', async () => {
  const { cloudfront } = await startCloudFront();
  const OriginAccessControlConfig = {
    Name: 'bucket',
    Description: '',
    SigningProtocol: 'sigv4' as const,
    SigningBehavior: 'always' as const,
    OriginAccessControlOriginType: 's3' as const,
  };
  const { OriginAccessControl, ETag } = await cloudfront.send(
    new CreateOriginAccessControlCommand({ OriginAccessControlConfig }),
  );
  const Id = OriginAccessControl?.Id;
  expect(Id).toMatch(/^E/);
  const updated = await cloudfront.send(
    new UpdateOriginAccessControlCommand({
      Id,
      IfMatch: ETag,
      OriginAccessControlConfig: { ...OriginAccessControlConfig, SigningBehavior: 'no-override' },
    }),
  );
  const list = await cloudfront.send(new ListOriginAccessControlsCommand({}));
  expect(list.OriginAccessControlList?.Items).toMatchObject([{ Id, SigningBehavior: 'no-override' }]);
  await cloudfront.send(new DeleteOriginAccessControlCommand({ Id, IfMatch: updated.ETag }));
  await expect(cloudfront.send(new GetOriginAccessControlCommand({ Id }))).rejects.toMatchObject({
    name: 'NoSuchOriginAccessControl',
    $metadata: { httpStatusCode: 404 },
  });
});
