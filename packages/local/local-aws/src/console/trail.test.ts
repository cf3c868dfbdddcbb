import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { arrows, askConsole } from './testing/ask.ts';
import { startStudio } from './testing/start-studio.ts';

let studio: Awaited<ReturnType<typeof startStudio>>;
let api: ReturnType<typeof askConsole>;

beforeAll(async () => {
  studio = await startStudio({ enforceIam: true });
  api = askConsole(studio.aws.endpoint);
});
afterAll(() => studio.close());

const path = ['s3:PutObject > event ObjectCreated:Put', 'event ObjectCreated:Put > invocation develop'];
const rest = [
  'invocation develop > dynamodb:PutItem',
  'dynamodb:PutItem > invocation announce',
  'invocation announce > sqs:SendMessage',
  'sqs:SendMessage > invocation frame',
];

async function settled(key: string) {
  await expect
    .poll(async () => (await api.trailOf(`/photos/${key}`)).map(({ name }) => name))
    .toContain('frame');
  await expect
    .poll(async () => (await api.trailOf(`/photos/${key}`)).every(({ endedAt }) => endedAt !== undefined))
    .toBe(true);
  return api.trailOf(`/photos/${key}`);
}

test('the trail of an upload goes through event, function, table, stream and queue', async () => {
  await studio.upload('a.jpg');
  const steps = await settled('a.jpg');
  expect(arrows(steps)).toEqual([...path, ...rest]);
  const develop = steps.find(({ name }) => name === 'develop');
  expect(develop?.facts).toMatchObject({ durationMs: expect.any(Number), environment: expect.any(String) });
  const { input, output, log } = await api.span(develop?.id ?? '');
  expect(input?.text).toContain('"key":"a.jpg"');
  expect(output?.text).toBe('{"developed":"a.jpg"}');
  expect(log).toContain('developing a.jpg');
  const write = steps.find(({ name }) => name === 'PutItem');
  expect(write).toMatchObject({ caller: 'arn:aws:iam::000000000000:role/studio', facts: { status: 200 } });
  expect((await api.span(write?.id ?? '')).input?.text).toContain('a.jpg');
});

test('each try stands in the trail, with the error of the one that failed', async () => {
  await studio.upload('torn.jpg');
  const steps = await settled('torn.jpg');
  expect(arrows(steps)).toEqual([...path, path[1], ...rest]);
  const [first, second] = steps.filter(({ name }) => name === 'develop');
  expect(first?.error).toEqual({ code: 'RangeError', message: 'torn paper' });
  expect(second?.error).toBeUndefined();
  expect(second?.facts.requestId).toBe(first?.facts.requestId);
  const [trail] = (await api.trails()).filter(({ target }) => target === '/photos/torn.jpg');
  expect(trail).toMatchObject({ steps: steps.length, errors: 1, isRunning: false });
});

test('any step is made again: the upload, its event, a try, a write', async () => {
  await studio.upload('again.jpg');
  const steps = await settled('again.jpg');
  for (const [kind, name, follows] of [
    ['request', 'PutObject', 'ObjectCreated:Put'],
    ['event', 'ObjectCreated:Put', 'develop'],
    ['invocation', 'develop', 'PutItem'],
    ['request', 'PutItem', 'PutItem'],
  ]) {
    const step = steps.find((found) => found.kind === kind && found.name === name);
    const { status, body } = await api.post(`/spans/${step?.id}/replay`, {});
    expect([name, status]).toEqual([name, 200]);
    const { trailId } = body as { trailId: string };
    const replayed = async () => JSON.stringify((await api.ask(`/trails/${trailId}`)).body);
    expect(await replayed()).toContain(`"replayOf":"${step?.id}"`);
    await expect.poll(replayed).toContain(`"name":"${follows}"`);
  }
});

test('an upload is made again with what the object is now, and with all that was said of it', async () => {
  const object = { Bucket: 'photos', Key: 'dark room/ä 1.jpg' };
  const about = { ContentType: 'image/jpeg', Metadata: { owner: 'ada' }, Tagging: 'wall=north%20side' };
  await studio.s3.send(new PutObjectCommand({ ...object, ...about, Body: 'light' }));
  const before = await studio.s3.send(new GetObjectCommand(object));
  const root = (await api.trails()).find(({ name }) => name === 'PutObject');
  expect((await api.post(`/spans/${root?.id}/replay`, {})).status).toBe(200);
  const after = await studio.s3.send(new GetObjectCommand(object));
  expect(await after.Body?.transformToString()).toBe('light');
  for (const name of ['ContentType', 'Metadata', 'TagCount', 'ETag'] as const)
    expect(after[name]).toEqual(before[name]);
  const { body } = await api.ask(`/buckets/photos/object?key=${encodeURIComponent(object.Key)}`);
  expect(body).toMatchObject({ events: [{ name: 'ObjectCreated:Put' }, { name: 'ObjectCreated:Put' }] });
});

test('a publication is made again for all subscriptions, and a delivery for its own', async () => {
  const sns = new SNSClient({
    endpoint: studio.aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => sns.destroy());
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'exhibitions' }));
  for (const name of ['press', 'guests']) {
    const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const Policy = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint },
    });
    await studio.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  }
  await sns.send(new PublishCommand({ TopicArn, Subject: 'Opening', Message: 'at seven' }));
  const root = (await api.trails()).find(({ name }) => name === 'Publish');
  const followed = async () => JSON.stringify((await api.ask(`/trails/${root?.id}`)).body);
  await expect.poll(followed).toMatch(/"kind":"delivery".*"kind":"delivery"/);
  expect((await api.post(`/spans/${root?.id}/replay`, {})).status).toBe(200);
  const { spans } = (await api.ask(`/trails/${root?.id}`)).body as {
    spans: { id: string; kind: string; target: string }[];
  };
  const toGuests = spans.find(({ kind, target }) => kind === 'delivery' && target.endsWith('guests'));
  expect((await api.post(`/spans/${toGuests?.id}/replay`, { payload: 'at eight' })).status).toBe(200);
  const told = async (queue: string) =>
    ((await api.ask(`/queues/${queue}/messages`)).body as { messages: { body: string }[] }).messages.map(
      ({ body }) => {
        const { Subject, Message } = JSON.parse(body);
        return `${Subject} ${Message}`;
      },
    );
  await expect
    .poll(() => told('guests'))
    .toEqual(['Opening at seven', 'Opening at seven', 'Opening at eight']);
  await expect.poll(() => told('press')).toEqual(['Opening at seven', 'Opening at seven']);
});

test('what cannot be made again says so', async () => {
  await studio.upload('once.jpg');
  await settled('once.jpg');
  await studio.s3.send(new DeleteObjectCommand({ Bucket: 'photos', Key: 'once.jpg' }));
  const [deletion] = await api.trails();
  expect(await api.post(`/spans/${deletion?.id}/replay`, {})).toMatchObject({
    status: 409,
    body: { code: 'NotRepeatable' },
  });
  expect(await api.post('/spans/none/replay', {})).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  expect(await api.ask('/trails?limit=none')).toMatchObject({
    status: 400,
    body: { code: 'InvalidRequest' },
  });
});

test('a function is invoked with an edited event', async () => {
  const payload = { Records: [1, 2, 3] };
  const { status, body } = await api.post('/functions/frame/invocations', { payload });
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ payload: '{"framed":3}', log: expect.stringContaining('REPORT RequestId') }),
  ]);
  const { body: listed } = await api.ask('/invocations?function=frame&limit=1');
  expect(listed).toMatchObject({ invocations: [{ name: 'frame', kind: 'invocation' }] });
});

test('steps are told live', async () => {
  const response = await fetch(`${studio.aws.endpoint}/_local/api/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await studio.upload('live.jpg');
  let heard = '';
  await expect
    .poll(async () => {
      heard += (await reader?.read())?.value ?? '';
      return heard;
    })
    .toContain('"name":"ObjectCreated:Put"');
  expect(heard).toMatch(/^: from now on\n\nevent: span\ndata: \{/);
  await reader?.cancel();
});

test('looking leaves no trail', async () => {
  await settled('live.jpg');
  const before = (await api.trails()).length;
  await api.ask('/invocations');
  await studio.s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'live.jpg' }));
  expect((await api.trails()).length).toBe(before);
});
