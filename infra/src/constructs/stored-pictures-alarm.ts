import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { metricsNamespace } from '@darkroom/lambda-kit';
import { manifest, missedByCloudFront } from '@darkroom/serve-image/manifest';
import type { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

const minute = 60;

/**
 * Alarms when CloudFront gets stored files from serve-image that S3 holds: it may no longer read the bucket, and nothing
 * else shows it but the bill. Once is chance, a file stored between CloudFront's two questions; three of an hour's twelve
 * periods are not.
 */
export function storedPicturesAlarm(
  scope: Construct,
  { prefix, server }: { readonly prefix: string; readonly server: PipelineFunction },
): void {
  new CloudwatchMetricAlarm(scope, 'stored-pictures', {
    alarmName: `${prefix}-stored-pictures-missed`,
    alarmDescription:
      'CloudFront gets stored pictures from serve-image that S3 holds. Look at the policy of the variants bucket and at the access control of the distribution.',
    namespace: metricsNamespace,
    metricName: missedByCloudFront,
    dimensions: { service: manifest.name, function_name: server.name },
    statistic: 'Sum',
    period: 5 * minute,
    evaluationPeriods: 12,
    datapointsToAlarm: 3,
    threshold: 0,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  });
}
