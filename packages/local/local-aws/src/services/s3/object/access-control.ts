import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { canonicalUserId } from '../bucket/owner.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import type { S3Call } from '../operation.ts';
import { readDocument } from '../wire/read-document.ts';
import { element, parseXml, repeated } from '../wire/xml.ts';

const cannedAcls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
];

const party = { ID: z.string().optional(), DisplayName: z.string().optional() };
const accessControlPolicy = element({
  Owner: element(party),
  AccessControlList: element({
    Grant: repeated(
      element({
        Grantee: element({
          ...party,
          EmailAddress: z.string().optional(),
          URI: z.string().optional(),
        }),
        Permission: z.enum(['FULL_CONTROL', 'READ', 'READ_ACP', 'WRITE', 'WRITE_ACP']),
      }),
    ),
  }),
});

/** Buckets have ACLs disabled (BucketOwnerEnforced), as new buckets on AWS have since April 2023. */
export function checkAcl({ request: { headers } }: Pick<S3Call, 'request'>): void {
  const canned = headers['x-amz-acl']?.toString();
  const grants = Object.keys(headers).some((name) => name.startsWith('x-amz-grant-'));
  if (canned !== undefined && grants)
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  if (grants) throw aclsAreOff();
  checkCannedAcl(canned);
}

export function checkCannedAcl(acl: string | undefined): void {
  if (acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control') return;
  if (!cannedAcls.includes(acl)) throw invalidArgument('', 'x-amz-acl', acl);
  throw aclsAreOff();
}

/** The ACL of PutBucketAcl and PutObjectAcl, from headers or a document: only the owner's own is accepted. */
export async function checkAclRequest(call: S3Call): Promise<void> {
  const body = await readDocument(call);
  const { request, cloud } = call;
  const inHeaders = Object.keys(request.headers).some((name) => /^x-amz-(acl|grant-.+)$/.test(name));
  if (inHeaders && body !== '')
    throw new AwsError('UnexpectedContent', 'This request does not support content');
  if (inHeaders) return checkAcl(call);
  if (body === '') {
    throw new AwsError('MissingSecurityHeader', 'Your request was missing a required header', 400, {
      fields: { MissingHeaderName: 'x-amz-acl' },
    });
  }
  const { Owner, AccessControlList } = parseAcl(body);
  const owner = canonicalUserId(cloud.accountId);
  const ownersAlone = AccessControlList.Grant.every(
    ({ Grantee, Permission }) => Permission === 'FULL_CONTROL' && Grantee.ID === owner,
  );
  if (Owner.ID !== owner || !ownersAlone || AccessControlList.Grant.length !== 1) throw aclsAreOff();
}

function parseAcl(body: string) {
  try {
    return parseXml(body, 'AccessControlPolicy', accessControlPolicy);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError('MalformedACLError', error.message);
  }
}

export function aclsAreOff(): AwsError {
  return new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
