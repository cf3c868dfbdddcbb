import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js';
import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function/index.js';
import { CloudfrontKeyValueStore } from '@cdktf/provider-aws/lib/cloudfront-key-value-store/index.js';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js';
import { CloudfrontOriginRequestPolicy } from '@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js';
import type { Delivery } from '@darkroom/pipeline-config';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { ImageUrl } from './image-url.ts';
import type { PrivateBucket } from './private-bucket.ts';

export interface ImageDistributionProps {
  readonly prefix: string;
  readonly variants: PrivateBucket;
  readonly server: ImageUrl;
  /** Code of the viewer function. */
  readonly viewerFunction: string;
  readonly delivery: Delivery;
  readonly settings: Settings;
}

const year = 31_536_000;
const readMethods = ['GET', 'HEAD'];

/**
 * CloudFront before the pictures. `/v/…` names a stored file: S3 answers, and serve-image where S3 has nothing. All else
 * goes to serve-image, because the catalog alone knows which file is the newest.
 */
export class ImageDistribution extends Construct {
  readonly url: string;
  readonly id: string;
  readonly arn: string;
  /** CloudFront's own name for it, to which the DNS record of an own domain points. */
  readonly domainName: string;
  /** Of the store that holds the signing keys; `darkroom keys` writes them. */
  readonly keyValueStoreArn: string;

  constructor(scope: Construct, id: string, props: ImageDistributionProps) {
    super(scope, id);
    const { prefix, variants, server, delivery, settings } = props;
    const onAws = settings.target === 'aws';
    const keys = new CloudfrontKeyValueStore(this, 'keys', { name: `${prefix}-delivery-keys` });
    const viewer = new CloudfrontFunction(this, 'viewer', {
      name: `${prefix}-admit-viewer`,
      runtime: 'cloudfront-js-2.0',
      code: props.viewerFunction,
      keyValueStoreAssociations: [keys.arn],
      publish: true,
    });
    const behaviour = {
      allowedMethods: readMethods,
      cachedMethods: readMethods,
      compress: false, // pictures are compressed already
      viewerProtocolPolicy: onAws ? 'redirect-to-https' : 'allow-all',
      originRequestPolicyId: this.#originRequestPolicy(prefix),
      responseHeadersPolicyId: this.#responseHeadersPolicy(prefix),
      functionAssociation: [{ eventType: 'viewer-request', functionArn: viewer.arn }],
    };
    const origins = this.#origins(props);
    const distribution = new CloudfrontDistribution(this, 'distribution', {
      enabled: true,
      comment: `Pictures of ${prefix}`,
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      priceClass: 'PriceClass_All',
      origin: [origins.stored, origins.server],
      originGroup: [
        {
          originId: 'stored-or-made',
          failoverCriteria: { statusCodes: [403, 404] },
          member: [{ originId: 'stored' }, { originId: 'server' }],
        },
      ],
      orderedCacheBehavior: [
        {
          ...behaviour,
          pathPattern: '/v/*',
          targetOriginId: 'stored-or-made',
          cachePolicyId: this.#cachePolicy('stored', prefix, { defaultTtl: year, headers: [] }),
        },
      ],
      defaultCacheBehavior: {
        ...behaviour,
        targetOriginId: 'server',
        cachePolicyId: this.#cachePolicy('lasting', prefix, { defaultTtl: 0, headers: ['accept'] }),
      },
      // What is missing may be uploaded the next moment. A refusal is one viewer's, and the cache knows no viewers.
      customErrorResponse: [403, 404, 500, 502, 503, 504].map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: errorCode === 404 ? 5 : 0,
      })),
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      ...(delivery.webAclArn === undefined ? {} : { webAclId: delivery.webAclArn }),
      ...(delivery.domain === undefined
        ? { viewerCertificate: { cloudfrontDefaultCertificate: true } }
        : {
            aliases: [delivery.domain.name],
            viewerCertificate: {
              acmCertificateArn: delivery.domain.certificateArn,
              sslSupportMethod: 'sni-only',
              minimumProtocolVersion: 'TLSv1.2_2021',
            },
          }),
      // local-aws takes the id from this tag, so that addresses stay the same between runs.
      ...(onAws ? {} : { tags: { _custom_id_: prefix } }),
    });
    variants.allowDistribution(distribution.arn);
    server.allowDistribution(distribution.arn);
    this.url = onAws
      ? `https://${delivery.domain?.name ?? distribution.domainName}`
      : `${settings.endpoint}/_aws/cloudfront/${distribution.id}`;
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.keyValueStoreArn = keys.arn;
  }

  #origins({ prefix, variants, server, delivery }: ImageDistributionProps) {
    const control = (kind: 's3' | 'lambda') =>
      new CloudfrontOriginAccessControl(this, `${kind}-access`, {
        name: `${prefix}-${kind}`,
        originAccessControlOriginType: kind,
        signingBehavior: 'always',
        signingProtocol: 'sigv4',
      }).id;
    const shield =
      delivery.originShield === undefined
        ? {}
        : { originShield: { enabled: true, originShieldRegion: delivery.originShield } };
    return {
      stored: {
        ...shield,
        originId: 'stored',
        domainName: variants.domainName,
        originAccessControlId: control('s3'),
      },
      server: {
        ...shield,
        originId: 'server',
        domainName: server.domainName,
        originAccessControlId: control('lambda'),
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: 'https-only',
          originSslProtocols: ['TLSv1.2'],
          originReadTimeout: 30,
        },
      },
    };
  }

  /** Signatures are in no cache key: they are checked before the cache, so a new key empties nothing. */
  #cachePolicy(
    id: string,
    prefix: string,
    { defaultTtl, headers }: { readonly defaultTtl: number; readonly headers: readonly string[] },
  ): string {
    return new CloudfrontCachePolicy(this, `${id}-cache`, {
      name: `${prefix}-${id}-pictures`,
      minTtl: 0,
      defaultTtl,
      maxTtl: year,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
        headersConfig:
          headers.length === 0
            ? { headerBehavior: 'none' }
            : { headerBehavior: 'whitelist', headers: { items: [...headers] } },
      },
    }).id;
  }

  #originRequestPolicy(prefix: string): string {
    return new CloudfrontOriginRequestPolicy(this, 'origin-request', {
      name: `${prefix}-pictures`,
      cookiesConfig: { cookieBehavior: 'none' },
      queryStringsConfig: { queryStringBehavior: 'none' },
      headersConfig: {
        headerBehavior: 'whitelist',
        headers: { items: ['x-darkroom-signature', 'prefer'] },
      },
    }).id;
  }

  /** What serve-image says of every picture, S3 says it too; what S3 and Lambda say of themselves goes. */
  #responseHeadersPolicy(prefix: string): string {
    return new CloudfrontResponseHeadersPolicy(this, 'response-headers', {
      name: `${prefix}-pictures`,
      corsConfig: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: { items: ['*'] },
        accessControlAllowMethods: { items: readMethods },
        accessControlAllowOrigins: { items: ['*'] },
        originOverride: true,
      },
      securityHeadersConfig: { contentTypeOptions: { override: true } },
      customHeadersConfig: {
        items: [{ header: 'cross-origin-resource-policy', value: 'cross-origin', override: true }],
      },
      removeHeadersConfig: {
        items: [
          'x-amz-id-2',
          'x-amz-request-id',
          'x-amz-server-side-encryption',
          'x-amz-tagging-count',
          'x-amz-version-id',
        ].map((header) => ({ header })),
      },
    }).id;
  }
}
