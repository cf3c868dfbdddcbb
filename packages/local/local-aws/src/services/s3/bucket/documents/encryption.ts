import { z } from 'zod';
import { invalidArgument } from '../../errors.ts';
import { element, flag, repeated, writeXml } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

const root = 'ServerSideEncryptionConfiguration';

export const encryptionConfiguration = element({
  Rule: element({
    ApplyServerSideEncryptionByDefault: element({
      SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
      KMSMasterKeyID: z.string().min(1).optional(),
    }).optional(),
    BucketKeyEnabled: flag().default('false'),
    BlockedEncryptionTypes: element({ EncryptionType: repeated(z.enum(['NONE', 'SSE-C'])) }).optional(),
  }),
});

export const encryption = subResource({
  query: 'encryption',
  operation: 'BucketEncryption',
  root,
  schema: encryptionConfiguration,
  check(document) {
    const { SSEAlgorithm, KMSMasterKeyID } = document.Rule.ApplyServerSideEncryptionByDefault ?? {};
    if (SSEAlgorithm === 'AES256' && KMSMasterKeyID !== undefined) {
      throw invalidArgument(
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        'ApplyServerSideEncryptionByDefault',
      );
    }
    return document;
  },
  action: 'EncryptionConfiguration',
  absent: {
    document: writeXml(root, {
      Rule: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
      },
    }),
  },
  deleteOperation: 'DeleteBucketEncryption',
});
