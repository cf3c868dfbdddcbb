import { z } from 'zod';
import { element, writeXml } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

export const requestPayment = subResource({
  query: 'requestPayment',
  operation: 'BucketRequestPayment',
  root: 'RequestPaymentConfiguration',
  schema: element({ Payer: z.enum(['BucketOwner', 'Requester']) }),
  action: 'BucketRequestPayment',
  absent: { document: writeXml('RequestPaymentConfiguration', { Payer: 'BucketOwner' }) },
});
