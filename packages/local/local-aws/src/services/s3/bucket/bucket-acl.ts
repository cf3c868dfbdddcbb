import { checkAclRequest } from '../object/access-control.ts';
import type { S3Operation } from '../operation.ts';
import { xmlResponse } from '../wire/responses.ts';
import { ownerFullControl } from './owner.ts';

/** The owner has full control; only policies give access to others. */
export const getBucketAcl: S3Operation = {
  name: 'GetBucketAcl',
  run: async ({ cloud }) => xmlResponse('AccessControlPolicy', ownerFullControl(cloud.accountId)),
};

export const putBucketAcl: S3Operation = {
  name: 'PutBucketAcl',
  async run(call) {
    await checkAclRequest(call);
    return { status: 200 };
  },
};
