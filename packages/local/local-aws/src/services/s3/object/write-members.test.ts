import * as client from '@aws-sdk/client-s3';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { membersOfClient } from '../../../testing/members/sdk-members.ts';
import { createKey } from '../../kms/testing/start-kms.ts';
import { startSharedS3 } from '../testing/start-s3.ts';

const Bucket = 'photos';
const source = 'source.jpg';
const key = '0123456789abcdef0123456789abcdef';

let keyArn: string;
let shared: Awaited<ReturnType<typeof startSharedS3>>;
beforeAll(async () => {
  shared = await startSharedS3({ maxAttempts: 1 });
  keyArn = await createKey(shared.aws.endpoint);
  await shared.s3.send(new CreateBucketCommand({ Bucket }));
  await shared.s3.send(new PutObjectCommand({ Bucket, Key: source, Body: 'photo' }));
});
afterAll(() => shared.close());

type Described = Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>;

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,20}[A-Za-z0-9]$/);
const kms = fc.record(
  {
    ServerSideEncryption: fc.constantFrom('aws:kms' as const, 'aws:kms:dsse' as const),
    SSEKMSKeyId: fc.constant(null).map(() => keyArn),
    SSEKMSEncryptionContext: fc.constant(Buffer.from('{"team":"photos"}').toString('base64')),
  },
  { requiredKeys: ['ServerSideEncryption'] },
);
const encryption = fc.oneof(
  fc.constant({}),
  fc.constant({ ServerSideEncryption: 'AES256' as const }),
  kms,
  fc.record({ ServerSideEncryption: fc.constant('aws:kms' as const), BucketKeyEnabled: fc.constant(true) }),
);

/** What a later HEAD, or GetObjectTagging, tells of an object. */
const kept = {
  CacheControl: word,
  ContentDisposition: word,
  ContentEncoding: fc.constantFrom('gzip', 'deflate, gzip', 'br'),
  ContentLanguage: word,
  ContentType: fc.constantFrom('image/jpeg', 'text/plain; charset=utf-8', 'x/y'),
  Expires: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
  Metadata: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), word, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  StorageClass: fc.constantFrom(
    'STANDARD_IA' as const,
    'GLACIER_IR' as const,
    'INTELLIGENT_TIERING' as const,
  ),
  Tagging: fc
    .dictionary(fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/), word, { maxKeys: 3, noNullPrototype: true })
    .map((tags) => new URLSearchParams(tags).toString()),
  WebsiteRedirectLocation: fc.constantFrom('/there', 'https://example.com/there'),
};
const ofEncryption = [
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'SSEKMSEncryptionContext', // told in the answer of the write alone
  'BucketKeyEnabled',
];

/** What local-aws does nothing about, and a bucket without ACLs neither. */
const refused: Readonly<Record<string, unknown>> = {
  ACL: 'public-read',
  GrantFullControl: 'id=1',
  GrantRead: 'id=1',
  GrantReadACP: 'id=1',
  GrantWriteACP: 'id=1',
  AnnotationDirective: 'COPY',
  ObjectLockEventHold: 'ON',
  ObjectLockEventHoldDurationDays: 1,
  ObjectLockEventHoldDurationYears: 1,
  ObjectLockLegalHoldStatus: 'ON',
  ObjectLockMode: 'GOVERNANCE',
  ObjectLockRetainUntilDate: new Date(4e12),
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: key,
  SSECustomerKeyMD5: 'hRasmdxgYDKV3nvbahU1MA==',
};

/** What is about the request, its body or its source: tests of its own hold each of them. */
const aboutTheRequest =
  /^(Body|Bucket|Key|Content(Length|MD5)|Checksum\w+|CopySource\w*|(Metadata|Tagging)Directive|Expected(Source)?(Bucket)?(Source)?(Bucket)?Owner|If(None)?Match|RequestPayer)$/;
const appending = 'WriteOffsetBytes'; // see refused-headers.test.ts

const decided = new Set([...Object.keys(kept), ...ofEncryption, ...Object.keys(refused), appending]);
const membersOf = (operation: string) => [
  ...new Set(membersOfClient(client, operation).map(({ path }) => path.replace(/[{[.].*$/, ''))),
];

test.each(['PutObject', 'CopyObject', 'CreateMultipartUpload'])(
  'every member of %s is told later, refused, or about the request alone',
  (operation) => {
    const undecided = membersOf(operation).filter(
      (name) => !decided.has(name) && !aboutTheRequest.test(name),
    );
    expect(undecided).toEqual([]);
  },
);

const writes: Record<string, (Key: string, described: Described) => Promise<object>> = {
  PutObject: (Key, described) =>
    shared.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo', ...described })),
  CopyObject: (Key, described) =>
    shared.s3.send(
      new CopyObjectCommand({
        Bucket,
        Key,
        CopySource: `${Bucket}/${source}`,
        MetadataDirective: 'REPLACE',
        TaggingDirective: 'REPLACE',
        ...described,
      }),
    ),
  async CreateMultipartUpload(Key, described) {
    const upload = await shared.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...described }));
    const { UploadId } = upload;
    const part = await shared.s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'photo' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await shared.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    return upload;
  },
};

async function told(Key: string): Promise<Record<string, unknown>> {
  const { Expires: _, ExpiresString, ...head } = await shared.s3.send(new HeadObjectCommand({ Bucket, Key }));
  const { TagSet = [] } = await shared.s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
  const tags = TagSet.map(({ Key: name = '', Value = '' }): [string, string] => [name, Value]);
  return { ...head, Expires: ExpiresString, Tagging: new URLSearchParams(tags).toString() };
}

let count = 0;

test.each(Object.keys(writes))(
  'whatever %s carries is told later, or refuses it and leaves nothing',
  async (name) => {
    const described = fc
      .tuple(fc.record(kept, { requiredKeys: [] }), encryption)
      .map(([members, encrypted]) => ({ ...members, ...encrypted }));
    const oneRefused = fc.option(fc.constantFrom(...membersOf(name).filter((member) => member in refused)), {
      freq: 4,
    });
    await fc.assert(
      fc.asyncProperty(described, oneRefused, async (members, extra) => {
        const Key = `${name}-${count++}`;
        const write = writes[name]?.(Key, { ...members, ...(extra ? { [extra]: refused[extra] } : {}) });
        if (extra) {
          await expect(write).rejects.toMatchObject({
            name: expect.stringMatching(/^(NotImplemented|AccessControlListNotSupported)$/),
          });
          await expect(told(Key)).rejects.toMatchObject({ name: 'NotFound' });
          return;
        }
        const { SSEKMSEncryptionContext, Expires, ...others } = members as Described;
        expect(await write).toMatchObject(SSEKMSEncryptionContext ? { SSEKMSEncryptionContext } : {});
        expect(await told(Key)).toMatchObject({
          ...others,
          ...(Expires instanceof Date ? { Expires: Expires.toUTCString() } : {}),
        });
      }),
      { numRuns: 40 },
    );
  },
);
