import { expect, test } from 'vitest';
import { parseEvent } from './image-event.ts';

const created = (eventName: string, object: object = {}) => ({
  eventSource: 'aws:s3',
  eventName,
  eventTime: '2026-01-01T00:00:00.250Z',
  s3: {
    bucket: { name: 'originals' },
    object: { key: 'a.jpg', sequencer: '0A', eTag: 'e', size: 1, ...object },
  },
});
const at = new Date('2026-01-01T00:00:00.250Z');

test('an upload with a form has its time, and its version id in a versioned bucket', () => {
  const forms = [created('ObjectCreated:Post'), created('ObjectCreated:Post', { versionId: 'v1' })];
  expect(parseEvent({ Records: forms }, 'originals')).toMatchObject([
    { type: 'uploaded', byForm: { at } },
    { type: 'uploaded', byForm: { at, versionId: 'v1' } },
  ]);
});

test('an upload in parts whose requests the API signed has its time, too', () => {
  const principalId = 'AWS:AROAEXAMPLE:darkroom-prod-images-api';
  const event = { ...created('ObjectCreated:CompleteMultipartUpload'), userIdentity: { principalId } };
  expect(parseEvent({ Records: [event] }, 'originals')).toMatchObject([{ type: 'uploaded', byForm: { at } }]);
});

test.each(['Put', 'Copy', 'CompleteMultipartUpload'])(
  'ObjectCreated:%s is not an upload with a form',
  (name) => {
    const [event] = parseEvent({ Records: [created(`ObjectCreated:${name}`)] }, 'originals');
    expect(event).toMatchObject({ type: 'uploaded', key: 'a.jpg' });
    expect(event).not.toHaveProperty('byForm');
  },
);

test('an upload that the API announced has the id of its request, from its key, and every other S3’s', () => {
  const responseElements = { 'x-amz-request-id': 'C3D13FE58DE4C810' };
  const id = '8f6f0a9e-3c1d-4b7a-9a51-0c2d4e6f8a90';
  const keys = [`uploads/${id}/a.jpg`, `albums/${id}/a.jpg`];
  const events = ['ObjectCreated:Put', 'ObjectRemoved:Delete'].flatMap((name) =>
    keys.map((key) => ({ ...created(name, { key }), responseElements })),
  );
  expect(parseEvent({ Records: events }, 'originals')).toMatchObject([
    { type: 'uploaded', correlationId: id },
    { type: 'uploaded', correlationId: 'C3D13FE58DE4C810' },
    { type: 'removed', correlationId: id },
    { type: 'removed', correlationId: 'C3D13FE58DE4C810' },
  ]);
});
