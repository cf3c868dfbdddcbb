import * as cloudfront from '@aws-sdk/client-cloudfront';

/**
 * Everything of CloudFront in a cloud, by kind and name, as its API describes it. Ids are written as the names of what
 * they belong to, and what tells the time or the version is left out.
 */
export async function readCloudFront(client: cloudfront.CloudFrontClient): Promise<Record<string, unknown>> {
  const custom = { Type: 'custom' } as const;
  const { CachePolicyList } = await client.send(new cloudfront.ListCachePoliciesCommand(custom));
  const { OriginRequestPolicyList } = await client.send(
    new cloudfront.ListOriginRequestPoliciesCommand(custom),
  );
  const { ResponseHeadersPolicyList } = await client.send(
    new cloudfront.ListResponseHeadersPoliciesCommand(custom),
  );
  const { OriginAccessControlList } = await client.send(new cloudfront.ListOriginAccessControlsCommand({}));
  const { KeyValueStoreList } = await client.send(new cloudfront.ListKeyValueStoresCommand({}));
  const { FunctionList } = await client.send(new cloudfront.ListFunctionsCommand({}));
  const { DistributionList } = await client.send(new cloudfront.ListDistributionsCommand({}));

  const documents = {
    cachePolicies: CachePolicyList?.Items?.map(({ CachePolicy }) => CachePolicy),
    originRequestPolicies: OriginRequestPolicyList?.Items?.map((item) => item.OriginRequestPolicy),
    responseHeadersPolicies: ResponseHeadersPolicyList?.Items?.map((item) => item.ResponseHeadersPolicy),
    originAccessControls: OriginAccessControlList?.Items,
    keyValueStores: KeyValueStoreList?.Items,
    functions: await Promise.all(
      (FunctionList?.Items ?? []).map(async ({ Name, FunctionConfig, FunctionMetadata }) => {
        const { Stage } = FunctionMetadata ?? {};
        const { FunctionCode } = await client.send(new cloudfront.GetFunctionCommand({ Name, Stage }));
        return { Name, Stage, FunctionConfig, code: Buffer.from(FunctionCode ?? []).toString() };
      }),
    ),
    distributions: await Promise.all(
      (DistributionList?.Items ?? []).map(async ({ Id, ARN }) => {
        const { DistributionConfig } = await client.send(new cloudfront.GetDistributionConfigCommand({ Id }));
        const { Tags } = await client.send(new cloudfront.ListTagsForResourceCommand({ Resource: ARN }));
        return { ARN, DistributionConfig, Tags };
      }),
    ),
  };
  const names = [
    ...(CachePolicyList?.Items ?? []).map(({ CachePolicy }) => [
      CachePolicy?.Id,
      CachePolicy?.CachePolicyConfig?.Name,
    ]),
    ...(OriginRequestPolicyList?.Items ?? []).map(({ OriginRequestPolicy: policy }) => [
      policy?.Id,
      policy?.OriginRequestPolicyConfig?.Name,
    ]),
    ...(ResponseHeadersPolicyList?.Items ?? []).map(({ ResponseHeadersPolicy: policy }) => [
      policy?.Id,
      policy?.ResponseHeadersPolicyConfig?.Name,
    ]),
    ...(OriginAccessControlList?.Items ?? []).map(({ Id, Name }) => [Id, Name]),
    ...(KeyValueStoreList?.Items ?? []).map(({ Id, Name }) => [Id, Name]),
  ];
  const found = Object.entries(documents).filter(([, list = []]) => list.length > 0);
  const text = JSON.stringify(Object.fromEntries(found), (name, value) =>
    /^(LastModifiedTime|ETag|CallerReference)$/.test(name) ? undefined : value,
  );
  return JSON.parse(
    names
      .reduce((written, [id, name]) => written.replaceAll(id ?? 'no id', `ID-OF-${name}`), text)
      .replaceAll(/\w+(?=\.lambda-url\.)/g, 'ID-OF-URL'),
  );
}
