import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { invalidArgument, malformedXml } from '../../errors.ts';
import { requireBucket } from '../../storage/store.ts';
import { element, integer } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

const mode = z.enum(['GOVERNANCE', 'COMPLIANCE']);
const maxPeriod = { Days: 36_500, Years: 100 };

const lockConfiguration = element({
  ObjectLockEnabled: z.literal('Enabled'),
  Rule: element({
    DefaultRetention: element({ Mode: mode, Days: integer().optional(), Years: integer().optional() }),
  }).optional(),
});

export const objectLock = subResource({
  query: 'object-lock',
  operation: 'ObjectLockConfiguration',
  root: 'ObjectLockConfiguration',
  schema: lockConfiguration,
  async check(document, { store, bucket }) {
    const { Days, Years } = document.Rule?.DefaultRetention ?? {};
    if (document.Rule) {
      if ((Days === undefined) === (Years === undefined)) throw malformedXml();
      checkPeriod(Number(Days ?? Years), Days === undefined ? 'Years' : 'Days');
    }
    if ((await requireBucket(store, bucket)).versioning === 'Enabled') return document;
    throw new AwsError(
      'InvalidBucketState',
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      409,
    );
  },
  action: 'BucketObjectLockConfiguration',
  absent: {
    code: 'ObjectLockConfigurationNotFoundError',
    message: 'Object Lock configuration does not exist for this bucket',
  },
});

function checkPeriod(period: number, unit: keyof typeof maxPeriod): void {
  if (period <= 0)
    throw invalidArgument('Default retention period must be a positive integer value.', unit, String(period));
  if (period > maxPeriod[unit])
    throw invalidArgument('Default retention period too large', unit, String(period));
}
