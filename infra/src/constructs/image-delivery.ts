import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { DistributionLogs } from './distribution-logs.ts';
import { ImageDistribution } from './image-distribution.ts';
import { ImageUrl } from './image-url.ts';
import type { PipelineFunction } from './pipeline-function.ts';
import type { PrivateBucket } from './private-bucket.ts';

export interface ImageDeliveryProps {
  readonly prefix: string;
  readonly variants: PrivateBucket;
  readonly server: PipelineFunction;
  /** Code of the function that CloudFront runs before its cache. */
  viewerFunction(): string;
  readonly config: Pick<PipelineConfig, 'delivery' | 'region' | 'retention'>;
  readonly settings: Settings;
  /** AWS where CloudFront's logs and metrics are. */
  cloudFrontProvider(): { readonly provider?: TerraformProvider };
}

/**
 * The addresses of pictures: CloudFront before serve-image, or serve-image alone. LocalStack's free image has no
 * CloudFront; there the function is open. On AWS it never is: without CloudFront whoever asks it signs.
 */
export class ImageDelivery extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  readonly keyValueStoreArn: string | undefined;
  /** Whose cache keeps pictures; absent without CloudFront. */
  readonly distribution:
    | {
        readonly name: string;
        readonly arn: string;
        readonly server: PipelineFunction;
        /** The group of its logs, if it has any. */
        readonly logs: string | undefined;
      }
    | undefined;
  /** Where the DNS record of an own domain must point. */
  readonly dnsTarget: string | undefined;

  constructor(scope: Construct, id: string, props: ImageDeliveryProps) {
    super(scope, id);
    const { prefix, variants, server, settings } = props;
    const { delivery, region } = props.config;
    const onLocalStack = settings.target === 'localstack';
    const imageUrl = new ImageUrl(this, 'server', {
      server,
      region,
      access: onLocalStack ? 'public' : 'signed',
      streams: !onLocalStack,
    });
    const distribution =
      delivery.cloudFront && !onLocalStack
        ? new ImageDistribution(this, 'cloudfront', {
            prefix,
            variants,
            server: imageUrl,
            viewerFunction: props.viewerFunction(),
            delivery,
            settings,
          })
        : undefined;
    const logs =
      distribution && delivery.logs
        ? new DistributionLogs(this, 'logs', {
            prefix,
            distributionArn: distribution.arn,
            logDays: props.config.retention.logDays,
            ...props.cloudFrontProvider(),
          })
        : undefined;
    this.url = distribution?.url ?? imageUrl.url;
    this.keyValueStoreArn = distribution?.keyValueStoreArn;
    this.distribution = distribution && {
      name: distribution.id,
      arn: distribution.arn,
      server,
      logs: logs?.groupName,
    };
    this.dnsTarget = delivery.domain === undefined ? undefined : distribution?.domainName;
  }
}
