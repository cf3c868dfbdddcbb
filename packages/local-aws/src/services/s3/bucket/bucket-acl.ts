import { z } from 'zod';
import { checkCannedAcl } from '../object/put-object.ts';
import { header, type S3Operation } from '../operation.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { element, parseXml, repeated } from '../wire/xml.ts';
import { ownerFullControl } from './owner.ts';

const accessControlPolicy = z.object({
  AccessControlList: element(
    z.object({ Grant: repeated(z.object({ Permission: z.string(), Grantee: z.looseObject({}) })) }),
  ),
});

/** The owner has full control; access for others is a matter of policies. */
export const getBucketAcl: S3Operation = {
  name: 'GetBucketAcl',
  run: async ({ cloud }) => xmlResponse('AccessControlPolicy', ownerFullControl(cloud.accountId)),
};

export const putBucketAcl: S3Operation = {
  name: 'PutBucketAcl',
  async run(call) {
    const body = await readDocument(call);
    checkCannedAcl(header(call, 'x-amz-acl'));
    if (body !== '') {
      const { Grant: grants } = parseXml(body, 'AccessControlPolicy', accessControlPolicy).AccessControlList;
      const ownerOnly =
        grants.every(({ Permission }) => Permission === 'FULL_CONTROL') && grants.length === 1;
      checkCannedAcl(ownerOnly ? 'private' : 'other grants');
    }
    return { status: 200 };
  },
};
