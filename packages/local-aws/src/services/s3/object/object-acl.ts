import { ownerFullControl } from '../bucket/owner.ts';
import { header, type S3Operation, versionIdOf } from '../operation.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { findObject } from './find-object.ts';
import { checkCannedAcl } from './put-object.ts';

/** Objects belong to the bucket's owner, who has full control; nobody else has any by ACL. */
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
    const grants = await readDocument(call);
    checkCannedAcl(header(call, 'x-amz-acl') ?? (grants === '' ? undefined : 'document'));
    await findObject(call, { ...call, versionId: versionIdOf(call) });
    return { status: 200 };
  },
};
