import type { Cloud } from '../../../cloud/cloud.ts';
import { serviceMeters } from '../../../metrics/service-meters.ts';

/** Source: CloudFront Developer Guide, "Types of metrics for CloudFront"; rates are in percent of the requests. */
const units = {
  Requests: 'None',
  TotalErrorRate: 'Percent',
  '4xxErrorRate': 'Percent',
  '5xxErrorRate': 'Percent',
} as const;

/** Measures an answer of a distribution. */
export function measureAnswers(cloud: Cloud) {
  const measure = serviceMeters(cloud, 'AWS/CloudFront', {
    units,
    dimensions: (distributionId) => ({ DistributionId: distributionId, Region: 'Global' }),
  });
  return (distributionId: string, status: number): void => {
    measure('Requests', distributionId, 1);
    measure('TotalErrorRate', distributionId, status >= 400 ? 100 : 0);
    measure('4xxErrorRate', distributionId, status >= 400 && status < 500 ? 100 : 0);
    measure('5xxErrorRate', distributionId, status >= 500 ? 100 : 0);
  };
}
