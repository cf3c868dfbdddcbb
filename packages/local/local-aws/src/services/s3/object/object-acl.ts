import { ownerFullControl } from '../bucket/owner.ts';
import { type S3Operation, versionIdOf } from '../operation.ts';
import { xmlResponse } from '../wire/responses.ts';
import { checkAclRequest } from './access-control.ts';
import { findDescribed, findObject } from './find-object.ts';

/** Objects belong to the bucket's owner, who has full control; nobody else has access through an ACL. */
export const getObjectAcl: S3Operation = {
  name: 'GetObjectAcl',
  action: (call) => (versionIdOf(call) ? 's3:GetObjectVersionAcl' : 's3:GetObjectAcl'),
  async run(call) {
    await findObject(call, { ...call, versionId: versionIdOf(call) });
    return xmlResponse('AccessControlPolicy', ownerFullControl(call.cloud.accountId));
  },
};

export const putObjectAcl: S3Operation = {
  name: 'PutObjectAcl',
  action: (call) => (versionIdOf(call) ? 's3:PutObjectVersionAcl' : 's3:PutObjectAcl'),
  async run(call) {
    await checkAclRequest(call);
    await findDescribed(call, { ...call, versionId: versionIdOf(call) });
    return { status: 200 };
  },
};
