import { z } from 'zod';
import { invalidRequest } from '../../errors.ts';
import { element, writeXml } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

export const accelerate = subResource({
  query: 'accelerate',
  operation: 'BucketAccelerateConfiguration',
  root: 'AccelerateConfiguration',
  schema: element({ Status: z.enum(['Enabled', 'Suspended']) }),
  check(document, { bucket }) {
    if (bucket.includes('.')) {
      throw invalidRequest(
        'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      );
    }
    return document;
  },
  action: 'AccelerateConfiguration',
  absent: { document: writeXml('AccelerateConfiguration', {}) },
});
