import { manifest, missedByCloudFront } from '@darkroom/serve-image/manifest';
import type { PipelineFunction } from '../pipeline-function.ts';
import type { Alarm } from './alarm.ts';
import { ownMetric } from './own-metric.ts';

/**
 * CloudFront gets stored files from serve-image that S3 holds: it may no longer read the bucket, and nothing else shows it
 * but the bill. Once is chance, a file stored between CloudFront's two questions; three of an hour's twelve periods are not.
 */
export function storedPicturesAlarm(server: PipelineFunction): Alarm {
  return {
    name: 'stored-pictures-missed',
    description: 'CloudFront gets stored pictures from serve-image that S3 holds.',
    metric: { ...ownMetric(manifest.name, server.name, missedByCloudFront), statistic: 'Sum' },
    threshold: 0,
    periodMinutes: 5,
    above: { periods: 3, of: 12 },
  };
}
