import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from './testing/start-s3.ts';

const Tagging = (value: string) =>
  `<Tagging><TagSet><Tag><Key>stage</Key><Value>${value}</Value></Tag></TagSet></Tagging>`;

/** A bucket whose policy allows everybody an action under a condition, with one open and one secret object. */
async function startWith(Action: string | string[], Condition: object) {
  const { aws, s3 } = await startS3({ enforceIam: true });
  for (const Key of ['open', 'secret'])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, Tagging: `stage=${Key}&other=1` }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = {
    Effect: 'Allow',
    Principal: '*',
    Action,
    Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const send = async (path: string, init?: RequestInit) =>
    (await fetch(`${aws.endpoint}/${Bucket}/${path}`, init)).status;
  return { aws, s3, send };
}

test('an object may be opened by the tags that it has', async () => {
  const { s3, send } = await startWith(['s3:GetObject', 's3:GetObjectTagging', 's3:PutObjectTagging'], {
    StringEquals: { 's3:ExistingObjectTag/stage': 'open' },
  });
  expect([await send('open'), await send('secret')]).toEqual([200, 403]);
  expect([await send('open?tagging'), await send('secret?tagging')]).toEqual([200, 403]);
  const closing = { method: 'PUT', body: Tagging('secret') };
  expect([
    await send('open?tagging', closing),
    await send('open'),
    await send('open?tagging', closing),
  ]).toEqual([200, 403, 403]);
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'secret', Body: 'x', Tagging: 'stage=open' }));
  expect([await send('secret'), await send('secret?versionId=null')]).toEqual([200, 403]);
});

test('a write may be allowed by the tags that it gives, in a header, a document or a form', async () => {
  const { aws, send } = await startWith(['s3:PutObject', 's3:PutObjectTagging'], {
    StringEquals: { 's3:RequestObjectTag/stage': 'open' },
    'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['stage'] },
  });
  const put = (tags: string) =>
    send('new', { method: 'PUT', body: 'x', headers: tags ? { 'x-amz-tagging': tags } : {} });
  expect([
    await put('stage=open'),
    await put('stage=secret'),
    await put('stage=open&owner=me'),
    await put(''),
  ]).toEqual([200, 403, 403, 403]);
  const tag = (value: string) => send('new?tagging', { method: 'PUT', body: Tagging(value) });
  expect([await tag('open'), await tag('secret')]).toEqual([200, 403]);

  const post = async (value: string) => {
    const form = new FormData();
    for (const [name, text] of Object.entries({ key: 'form', tagging: Tagging(value), file: 'x' }))
      form.append(name, text);
    return (await fetch(`${aws.endpoint}/${Bucket}`, { method: 'POST', body: form })).status;
  };
  expect([await post('open'), await post('secret')]).toEqual([204, 403]);
});

test('a version may be opened by its id', async () => {
  const { send } = await startWith('s3:GetObjectVersion', { StringEquals: { 's3:VersionId': 'null' } });
  expect([await send('open?versionId=null'), await send('open')]).toEqual([200, 403]);
});
