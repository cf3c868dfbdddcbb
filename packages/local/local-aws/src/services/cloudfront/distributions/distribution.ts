import type { Cloud } from '../../../cloud/cloud.ts';
import { arnOf } from '../arn.ts';
import type { Versioned } from '../versioned.ts';
import { answeredConfig } from './answered-config.ts';
import type { DistributionConfig } from './distribution-config.ts';

export type Distribution = Versioned<DistributionConfig>;

export type DistributionStatus = 'InProgress' | 'Deployed';

/** LocalStack's form of a distribution's own name, which its DNS resolves to this machine; so does `<id>.cloudfront.localhost`. */
export function domainNameOf({ id }: Pick<Distribution, 'id'>): string {
  return `${id.toLowerCase()}.cloudfront.localhost.localstack.cloud`;
}

/** The distribution as answers have it. A change is at work at once, and the answer to it says `InProgress` as AWS's does. */
export function distributionDocument(
  cloud: Cloud,
  distribution: Distribution,
  Status: DistributionStatus,
  InProgressInvalidationBatches = 0,
): object {
  const { id, modifiedAt, config } = distribution;
  return {
    Id: id,
    ARN: arnOf(cloud, `distribution/${id}`),
    Status,
    LastModifiedTime: modifiedAt,
    InProgressInvalidationBatches,
    DomainName: domainNameOf(distribution),
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: answeredConfig(config),
  };
}
