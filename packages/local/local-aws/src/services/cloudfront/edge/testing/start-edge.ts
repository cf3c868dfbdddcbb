import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CachePolicyConfig,
  CreateCachePolicyCommand,
  CreateOriginAccessControlCommand,
  CreateOriginRequestPolicyCommand,
  CreateResponseHeadersPolicyCommand,
  type DefaultCacheBehavior,
  type DistributionConfig,
  type Origin,
  type OriginRequestPolicyConfig,
  type ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../../start-local-aws.ts';
import { cachingOptimized, connectCloudFront } from '../../testing/start-cloudfront.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** local-aws with what a test of the edge needs: distributions of any origin, policies, and a viewer. */
export async function startEdge(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  return connectEdge(aws);
}

/** The same of a cloud that is there. */
export function connectEdge(aws: LocalAws) {
  const started = connectCloudFront(aws);
  const { cloudfront, createDistribution } = started;
  const { endpoint, region } = aws;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(() => s3.destroy());
  let named = 0;
  const name = () => {
    named += 1;
    return `policy-${named}`;
  };

  return {
    ...started,
    s3,
    async putObjects(Bucket: string, objects: Record<string, string>) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      for (const [Key, Body] of Object.entries(objects))
        await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async cachePolicy(
      times: { MinTTL?: number; DefaultTTL?: number; MaxTTL?: number } = {},
      key: Partial<CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']> = {},
    ) {
      const parameters = {
        EnableAcceptEncodingGzip: false,
        HeadersConfig: { HeaderBehavior: 'none' as const },
        CookiesConfig: { CookieBehavior: 'none' as const },
        QueryStringsConfig: { QueryStringBehavior: 'none' as const },
        ...key,
      };
      const { CachePolicy } = await cloudfront.send(
        new CreateCachePolicyCommand({
          CachePolicyConfig: {
            Name: name(),
            MinTTL: 0,
            DefaultTTL: 60,
            MaxTTL: 31_536_000,
            ...times,
            ParametersInCacheKeyAndForwardedToOrigin: parameters,
          },
        }),
      );
      return CachePolicy?.Id ?? '';
    },
    async originRequestPolicy(config: Partial<OriginRequestPolicyConfig>) {
      const { OriginRequestPolicy } = await cloudfront.send(
        new CreateOriginRequestPolicyCommand({
          OriginRequestPolicyConfig: {
            Name: name(),
            HeadersConfig: { HeaderBehavior: 'none' },
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
            ...config,
          },
        }),
      );
      return OriginRequestPolicy?.Id ?? '';
    },
    async responseHeadersPolicy(config: Partial<ResponseHeadersPolicyConfig>) {
      const { ResponseHeadersPolicy } = await cloudfront.send(
        new CreateResponseHeadersPolicyCommand({
          ResponseHeadersPolicyConfig: { Name: name(), ...config },
        }),
      );
      return ResponseHeadersPolicy?.Id ?? '';
    },
    async accessControl(type: 's3' | 'lambda') {
      const { OriginAccessControl } = await cloudfront.send(
        new CreateOriginAccessControlCommand({
          OriginAccessControlConfig: {
            Name: name(),
            SigningProtocol: 'sigv4',
            SigningBehavior: 'always',
            OriginAccessControlOriginType: type,
          },
        }),
      );
      return OriginAccessControl?.Id ?? '';
    },
    /** A distribution of these origins whose default behavior goes to the first. `ask` is a viewer of it. */
    async publish(
      origins: Origin[],
      behavior: Partial<DefaultCacheBehavior> = {},
      config: Partial<DistributionConfig> = {},
    ) {
      const distribution = await createDistribution({
        Origins: { Quantity: origins.length, Items: origins },
        DefaultCacheBehavior: {
          TargetOriginId: origins[0]?.Id,
          ViewerProtocolPolicy: 'allow-all',
          CachePolicyId: cachingOptimized,
          ...behavior,
        },
        ...config,
      });
      return { ...distribution, ask: viewer(aws.port, `/_aws/cloudfront/${distribution.id}`) };
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** `Hit`, `Miss` …, of X-Cache. */
  readonly cache: string;
}

/** Sends a request as it is written, which fetch does not. */
export function viewer(port: number, prefix: string) {
  return (
    path: string,
    headers: Record<string, string> = {},
    { method = 'GET', body = '' } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { port, path: `${prefix}${path}`, method, headers, agent: false },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers as Record<string, string>,
              body: Buffer.concat(chunks).toString(),
              cache: String(incoming.headers['x-cache']).replace(' from cloudfront', ''),
            }),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
}

/** A web server outside of the cloud, and what it was asked. */
export async function startOrigin(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  Id = 'server',
) {
  const asked: {
    readonly url: string;
    readonly method: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const origin: Origin = {
    Id,
    DomainName: 'localhost',
    CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
  };
  return { origin, asked, stop: () => server.close() };
}
