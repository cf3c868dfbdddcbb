import type { S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { xmlResponse } from '../wire/responses.ts';

export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  async run({ store, bucket }) {
    const { region } = await requireBucket(store, bucket);
    // The oldest region has no name here.
    return xmlResponse('LocationConstraint', region === 'us-east-1' ? {} : { '#text': region });
  },
};
