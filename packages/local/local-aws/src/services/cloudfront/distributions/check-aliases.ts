import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../faults.ts';
import type { Distribution } from './distribution.ts';
import type { DistributionConfig } from './distribution-config.ts';

/** A name leads to one distribution, and needs a certificate. Throws CNAMEAlreadyExists and InvalidViewerCertificate. */
export function checkAliases(
  { Aliases, ViewerCertificate }: DistributionConfig,
  others: readonly Distribution[],
): void {
  const names = Aliases.Items.map((name) => name.toLowerCase());
  if (new Set(names).size < names.length) throw invalidArgument('The parameter CNAME contains duplicates.');
  const taken = others.flatMap(({ config }) => config.Aliases.Items.map((name) => name.toLowerCase()));
  if (names.some((name) => taken.includes(name)))
    throw new AwsError(
      'CNAMEAlreadyExists',
      'One or more of the CNAMEs you provided are already associated with a different resource.',
      409,
    );
  const { ACMCertificateArn, IAMCertificateId, SSLSupportMethod } = ViewerCertificate;
  const isOwn = ACMCertificateArn !== undefined || IAMCertificateId !== undefined;
  if (names.length > 0 && !isOwn)
    throw new AwsError(
      'InvalidViewerCertificate',
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.',
    );
  if (isOwn && SSLSupportMethod === undefined)
    throw new AwsError('InvalidViewerCertificate', 'A viewer certificate specified is not valid.');
}
