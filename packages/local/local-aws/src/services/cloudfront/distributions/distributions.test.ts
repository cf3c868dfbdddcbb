import {
  CreateDistributionCommand,
  CreateDistributionWithTagsCommand,
  CreateOriginAccessControlCommand,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import {
  bucketOrigin,
  cachingDisabled,
  cachingOptimized,
  distributionConfig,
  startCloudFront,
} from '../testing/start-cloudfront.ts';

const behavior = {
  TargetOriginId: 'photos',
  ViewerProtocolPolicy: 'allow-all',
  CachePolicyId: cachingOptimized,
} as const;

test('a distribution reads back as it was written, with what AWS adds', async () => {
  const { cloudfront, createDistribution } = await startCloudFront();
  const { id } = await createDistribution({
    Comment: 'pictures & more',
    DefaultRootObject: 'index.html',
    CacheBehaviors: {
      Quantity: 1,
      Items: [{ ...behavior, PathPattern: '/v/*', Compress: true, CachePolicyId: cachingDisabled }],
    },
    CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 404, ErrorCachingMinTTL: 5 }] },
  });
  const { Distribution, ETag } = await cloudfront.send(new GetDistributionCommand({ Id: id }));
  expect(id).toMatch(/^E[A-Z0-9]{13}$/);
  expect(ETag).toMatch(/^E[A-Z0-9]{13}$/);
  expect(Distribution).toMatchObject({
    Id: id,
    ARN: `arn:aws:cloudfront::000000000000:distribution/${id}`,
    Status: 'Deployed',
    DomainName: `${id.toLowerCase()}.cloudfront.localhost.localstack.cloud`,
    LastModifiedTime: expect.any(Date),
    DistributionConfig: {
      Comment: 'pictures & more',
      DefaultRootObject: 'index.html',
      PriceClass: 'PriceClass_All',
      HttpVersion: 'http2',
      WebACLId: '',
      Staging: false,
      DefaultCacheBehavior: { SmoothStreaming: false, TrustedKeyGroups: { Enabled: false, Quantity: 0 } },
      Origins: { Items: [{ ConnectionAttempts: 3, ConnectionTimeout: 10 }] },
      CacheBehaviors: {
        Quantity: 1,
        Items: [{ PathPattern: '/v/*', Compress: true, AllowedMethods: { Items: ['HEAD', 'GET'] } }],
      },
      CustomErrorResponses: { Items: [{ ErrorCode: 404, ErrorCachingMinTTL: 5 }] },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
    },
  });
  const { DistributionList } = await cloudfront.send(new ListDistributionsCommand({}));
  expect(DistributionList?.Items?.map((item) => item.Id)).toEqual([id]);
});

test('an update needs the newest version, and a deletion a distribution that is disabled', async () => {
  const { cloudfront, createDistribution } = await startCloudFront();
  const { id: Id, etag } = await createDistribution();
  const read = await cloudfront.send(new GetDistributionConfigCommand({ Id }));
  const update = (IfMatch?: string, change: Partial<DistributionConfig> = {}) =>
    cloudfront.send(
      new UpdateDistributionCommand({
        Id,
        IfMatch,
        DistributionConfig: { ...(read.DistributionConfig as DistributionConfig), ...change },
      }),
    );
  await expect(update()).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
  await expect(update('E123456789ABCD')).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(update(etag, { CallerReference: 'other' })).rejects.toMatchObject({ name: 'IllegalUpdate' });
  const updated = await update(etag, { Comment: 'next' });
  await expect(update(etag)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  const remove = (IfMatch?: string) => cloudfront.send(new DeleteDistributionCommand({ Id, IfMatch }));
  await expect(remove(updated.ETag)).rejects.toMatchObject({
    name: 'DistributionNotDisabled',
    $metadata: { httpStatusCode: 409 },
  });
  const disabled = await update(updated.ETag, { Enabled: false });
  await remove(disabled.ETag);
  await expect(remove(disabled.ETag)).rejects.toMatchObject({ name: 'NoSuchDistribution' });
});

const group = (Items: string[], codes = [403]) => ({
  Id: 'group',
  FailoverCriteria: { StatusCodes: { Quantity: codes.length, Items: codes } },
  Members: { Quantity: Items.length, Items: Items.map((OriginId) => ({ OriginId })) },
});

const refusals: [string, string, Partial<DistributionConfig>][] = [
  ['NoSuchOrigin', 'a behavior of no origin', { DefaultCacheBehavior: { ...behavior, TargetOriginId: 'x' } }],
  ['NoSuchCachePolicy', 'no such policy', { DefaultCacheBehavior: { ...behavior, CachePolicyId: 'x' } }],
  [
    'NoSuchOriginRequestPolicy',
    'no such policy',
    { DefaultCacheBehavior: { ...behavior, OriginRequestPolicyId: 'x' } },
  ],
  [
    'NoSuchResponseHeadersPolicy',
    'no such policy',
    { DefaultCacheBehavior: { ...behavior, ResponseHeadersPolicyId: 'x' } },
  ],
  [
    'InvalidFunctionAssociation',
    'a function that is not there',
    {
      DefaultCacheBehavior: {
        ...behavior,
        FunctionAssociations: {
          Quantity: 1,
          Items: [
            {
              EventType: 'viewer-request',
              FunctionARN: 'arn:aws:cloudfront::000000000000:function/none',
            },
          ],
        },
      },
    },
  ],
  ['InconsistentQuantities', 'a list of another length', { Aliases: { Quantity: 2, Items: ['a.example'] } }],
  ['InvalidViewerCertificate', 'a name without a certificate', { Aliases: { Quantity: 1, Items: ['a.b'] } }],
  ['InvalidDefaultRootObject', 'a slash before the root object', { DefaultRootObject: '/index.html' }],
  [
    'InvalidErrorCode',
    'an error that is none',
    { CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 200 }] } },
  ],
  [
    'InvalidOriginAccessControl',
    'an access control that is not there',
    { Origins: { Quantity: 1, Items: [bucketOrigin('photos', 'E1')] } },
  ],
  [
    'InvalidArgument',
    'a failover to itself',
    { OriginGroups: { Quantity: 1, Items: [group(['photos', 'photos'])] } },
  ],
  [
    'MalformedXML',
    'an unknown protocol policy',
    { DefaultCacheBehavior: { ...behavior, ViewerProtocolPolicy: 'http' as 'allow-all' } },
  ],
  ['NotImplemented', 'a web ACL', { WebACLId: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/a/b' }],
  [
    'NotImplemented',
    'Lambda@Edge',
    {
      DefaultCacheBehavior: {
        ...behavior,
        LambdaFunctionAssociations: {
          Quantity: 1,
          Items: [
            { EventType: 'origin-request', LambdaFunctionARN: 'arn:aws:lambda:us-east-1:0:function:a:1' },
          ],
        },
      },
    },
  ],
];

test.each(refusals)('%s: %s', async (name, _, config) => {
  const { createDistribution } = await startCloudFront();
  await expect(createDistribution(config)).rejects.toMatchObject({ name });
});

test('an access control is for the kind of origin that it was made for', async () => {
  const { cloudfront, createDistribution } = await startCloudFront();
  const { OriginAccessControl } = await cloudfront.send(
    new CreateOriginAccessControlCommand({
      OriginAccessControlConfig: {
        Name: 'urls',
        SigningProtocol: 'sigv4',
        SigningBehavior: 'always',
        OriginAccessControlOriginType: 'lambda',
      },
    }),
  );
  const origin = bucketOrigin('photos', OriginAccessControl?.Id);
  await expect(createDistribution({ Origins: { Quantity: 1, Items: [origin] } })).rejects.toMatchObject({
    name: 'InvalidDomainNameForOriginAccessControl',
  });
});

test('a caller reference makes one distribution', async () => {
  const { cloudfront } = await startCloudFront();
  const create = () =>
    cloudfront.send(new CreateDistributionCommand({ DistributionConfig: distributionConfig('once') }));
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'DistributionAlreadyExists' });
});

test('tags are set, changed and taken away, and LocalStack’s own chooses the id', async () => {
  const { cloudfront } = await startCloudFront();
  const tag = (Key: string, Value: string) => ({ Key, Value });
  const { Distribution } = await cloudfront.send(
    new CreateDistributionWithTagsCommand({
      DistributionConfigWithTags: {
        DistributionConfig: distributionConfig('tagged'),
        Tags: { Items: [tag('team', 'a@b'), tag('_custom_id_', 'darkroom-test')] },
      },
    }),
  );
  expect(Distribution?.Id).toBe('darkroom-test');
  const Resource = Distribution?.ARN;
  await cloudfront.send(new TagResourceCommand({ Resource, Tags: { Items: [tag('stage', 'test')] } }));
  await cloudfront.send(new UntagResourceCommand({ Resource, TagKeys: { Items: ['_custom_id_'] } }));
  const { Tags } = await cloudfront.send(new ListTagsForResourceCommand({ Resource }));
  expect(Tags?.Items).toEqual([tag('stage', 'test'), tag('team', 'a@b')].reverse());
  await expect(
    cloudfront.send(new ListTagsForResourceCommand({ Resource: `${Resource}x` })),
  ).rejects.toMatchObject({ name: 'NoSuchResource' });
});
