import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notImplemented } from '../errors.ts';
import type { S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { element, parseXml } from '../wire/xml.ts';

const versioning = element({
  Status: z.enum(['Enabled', 'Suspended']).optional(),
  MfaDelete: z.enum(['Enabled', 'Disabled']).optional(),
});

export const getBucketVersioning: S3Operation = {
  name: 'GetBucketVersioning',
  async run({ store, bucket }) {
    const { versioning } = await requireBucket(store, bucket);
    return xmlResponse('VersioningConfiguration', versioning ? { Status: versioning } : {});
  },
};

export const putBucketVersioning: S3Operation = {
  name: 'PutBucketVersioning',
  async run(call) {
    const { store, bucket } = call;
    const { Status: status, MfaDelete } = parseXml(
      await readDocument(call),
      'VersioningConfiguration',
      versioning,
    );
    if (status === undefined) {
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      );
    }
    if (MfaDelete === 'Enabled') throw notImplemented('MfaDelete');
    await store.exclusive(bucket, async () => {
      const stored = await requireBucket(store, bucket);
      if (status === 'Suspended' && stored.configuration['object-lock']) {
        throw new AwsError(
          'InvalidBucketState',
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
          409,
        );
      }
      await store.buckets.put({ ...stored, versioning: status });
    });
    return { status: 200 };
  },
};
