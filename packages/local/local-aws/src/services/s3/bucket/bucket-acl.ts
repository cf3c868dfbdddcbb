import { z } from 'zod';
import { aclsAreOff, checkAcl } from '../object/access-control.ts';
import type { S3Operation } from '../operation.ts';
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
    checkAcl(call);
    if (body !== '') {
      const { Grant: grants } = parseXml(body, 'AccessControlPolicy', accessControlPolicy).AccessControlList;
      const ownerOnly =
        grants.every(({ Permission }) => Permission === 'FULL_CONTROL') && grants.length === 1;
      if (!ownerOnly) throw aclsAreOff();
    }
    return { status: 200 };
  },
};
