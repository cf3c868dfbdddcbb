import type { Readable } from 'node:stream';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsResponse } from '../../../protocol/message.ts';
import { tagSet } from '../bucket/documents/tagging.ts';
import { requestKeys, requestTagKeys } from '../condition-keys.ts';
import { checkCannedAcl } from '../object/access-control.ts';
import { checkKey, newVersionHeader } from '../object/commit-object.ts';
import { describeObject } from '../object/description.ts';
import { withKey } from '../object/encryption-key.ts';
import { storeObject } from '../object/store-object.ts';
import { objectTags, type Tags } from '../object/tags.ts';
import { authorize, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checksumClaim } from '../wire/body-claims.ts';
import { refuseUnservedHeaders } from '../wire/refused-headers.ts';
import { verifiedBody } from '../wire/verified-body.ts';
import { parseXml, writeXml } from '../wire/xml.ts';
import { enforcePolicy, type SizeRange } from './post-policy.ts';
import { readForm, type UploadForm } from './read-form.ts';
import { checkRequiredFields } from './required-fields.ts';

const largest: SizeRange = { min: 0, max: 5 * 1024 ** 3 };

/** A browser's upload through an HTML form, allowed by a signed policy. Source: S3 API reference, "POST Object". */
export const postObject: S3Operation = {
  name: 'PostObject',
  action: null,
  async run(anonymous) {
    const { store, cloud } = anonymous;
    const { fields, file } = await readForm(anonymous);
    checkRequiredFields(fields);
    const { key = '' } = fields;
    checkKey(key);
    const bucket = await requireBucket(store, anonymous.bucket);
    const call = { ...(await signedBy(anonymous, fields)), key };
    const range = fields.policy ? enforcePolicy(fields.policy, fields, bucket.name, cloud.now()) : undefined;
    checkCannedAcl(fields.acl);
    refuseUnservedHeaders(fields);
    const tags = fields.tagging === undefined ? undefined : parseTags(fields.tagging);
    const keys = {
      ...requestKeys(fields),
      ...(fields.acl === undefined ? {} : { 's3:x-amz-acl': fields.acl }),
      ...(tags ? requestTagKeys(Object.entries(tags)) : {}),
    };
    await authorize(call, 's3:PutObject', call, keys);
    if (tags) await authorize(call, 's3:PutObjectTagging', call, keys);

    const checksum = checksumClaim(fields);
    const object = await storeObject(call, {
      body: verifiedBody(withinRange(file, range ?? largest), checksum ? { checksum } : {}),
      description: {
        ...(await withKey(call, describeObject(fields, bucket, 'form'))),
        ...(tags ? { tags } : {}),
      },
      conditions: {},
      event: 'ObjectCreated:Post',
    });
    return respond(call, fields, object, newVersionHeader(bucket, object.versionId));
  },
};

/** The field `tagging` contains the same document as PutObjectTagging. */
function parseTags(document: string): Tags {
  const { TagSet } = parseXml(document, 'Tagging', tagSet);
  return objectTags(TagSet.Tag.map(({ Key, Value }) => [Key, Value]));
}

/** The call on behalf of the signer of the form's policy. */
async function signedBy(call: S3Call, fields: UploadForm['fields']): Promise<S3Call> {
  if (!fields.policy) return call;
  const caller = await call.cloud.access.authenticatePostPolicy(fields);
  return { ...call, request: { ...call.request, caller } };
}

/** Stops reading as soon as the body is too large. */
async function* withinRange(file: Readable, { min, max }: SizeRange): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (bytes > max) {
      throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
        fields: { ProposedSize: String(bytes), MaxSizeAllowed: String(max) },
      });
    }
    yield chunk;
  }
  if (bytes < min) {
    throw new AwsError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
      {
        fields: { ProposedSize: String(bytes), MinSizeAllowed: String(min) },
      },
    );
  }
}

function respond(
  { cloud, bucket, key }: S3Call,
  fields: UploadForm['fields'],
  object: StoredObject,
  version: Record<string, string>,
): AwsResponse {
  const location = `${cloud.endpoint}/${bucket}/${encodeURIComponent(key)}`;
  const etag = `"${object.etag}"`;
  const headers = { etag, location, ...object.encryption, ...version };
  const redirect = redirectTarget(fields.success_action_redirect ?? fields.redirect);
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) redirect.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: redirect.href } };
  }
  if (fields.success_action_status === '201') {
    const document = writeXml(
      'PostResponse',
      { Location: location, Bucket: bucket, Key: key, ETag: etag },
      { namespace: false },
    );
    return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body: document };
  }
  return { status: fields.success_action_status === '200' ? 200 : 204, headers };
}

/** S3 ignores a redirect that is not a URL. */
function redirectTarget(url: string | undefined): URL | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
}
