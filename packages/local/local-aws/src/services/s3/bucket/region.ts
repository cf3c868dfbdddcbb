import { AwsError } from '../../../protocol/aws-error.ts';

/** Source: S3 API reference, CreateBucketConfiguration, LocationConstraint; the first region has none. */
const locationConstraints: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'EU',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
]);

export function isRegion(name: string): boolean {
  return name === 'us-east-1' || (locationConstraints.has(name) && name !== 'EU');
}

/**
 * The region of a new bucket. The endpoint in us-east-1 accepts any region; another endpoint accepts only its own.
 * Throws InvalidLocationConstraint and IllegalLocationConstraintException.
 */
export function newBucketRegion(constraint: string | undefined, endpointRegion: string): string {
  if (endpointRegion === 'us-east-1') {
    if (constraint === undefined) return endpointRegion;
    if (!locationConstraints.has(constraint)) {
      throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
        fields: { LocationConstraint: constraint },
      });
    }
    return constraint === 'EU' ? 'eu-west-1' : constraint;
  }
  const fits = constraint === endpointRegion || (constraint === 'EU' && endpointRegion === 'eu-west-1');
  if (fits) return endpointRegion;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
