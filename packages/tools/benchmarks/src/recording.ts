// What the trail, which the console shows, costs local-aws: its share of the CPU time, and the memory that it fills.
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { z } from 'zod';
import { publish, table } from './report.ts';

const cases = [
  { name: 'S3 `PutObject`, 1 KB', service: 's3', count: 2000, bytes: 1000 },
  { name: 'DynamoDB `PutItem`, 1 KB', service: 'dynamodb', count: 2000, bytes: 1000 },
  { name: 'DynamoDB `PutItem`, 100 KB', service: 'dynamodb', count: 300, bytes: 100_000 },
] as const;
const atOnce = 8;

const work = z.object({ endpoint: z.url(), index: z.number() });

/** Sends the requests of a case. In a thread of its own: only the cloud's is measured. */
async function send({ endpoint, index }: z.output<typeof work>): Promise<void> {
  const { service, count, bytes } = cases[index] ?? cases[0];
  const to = session({ endpoint, region: 'us-east-1' });
  const text = 'light '.repeat(bytes / 6);
  const put = (id: string): Promise<unknown> =>
    service === 's3'
      ? to.client(S3Client).send(new PutObjectCommand({ Bucket: 'photos', Key: id, Body: text }))
      : to
          .client(DynamoDBClient)
          .send(new PutItemCommand({ TableName: 'photos', Item: { id: { S: id }, text: { S: text } } }));
  for (let sent = 0; sent < count; sent += atOnce)
    await Promise.all(Array.from({ length: atOnce }, (_, lane) => put(`${index}-${sent + lane}`)));
}

const profiled = z.object({
  profile: z.object({
    nodes: z.array(
      z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) }),
    ),
    samples: z.array(z.number()),
    timeDeltas: z.array(z.number()),
  }),
});
type Profile = z.output<typeof profiled>['profile'];

/** Milliseconds in which the thread worked, and of these in the trail. */
function timesOf({ nodes, samples, timeDeltas }: Profile): { total: number; trail: number } {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  let [total, trail] = [0, 0];
  for (const [index, id] of samples.entries()) {
    const { functionName = '', url = '' } = frames.get(id) ?? {};
    const ms = (timeDeltas[index] ?? 0) / 1000;
    if (functionName !== '(idle)') total += ms;
    if (/\/trail\/|async_hooks|async_local_storage/.test(url)) trail += ms;
  }
  return { total, trail };
}

async function measure(): Promise<void> {
  const cloud = await startLocalAws({ port: 0 });
  const to = session(cloud);
  await to.client(S3Client).send(new CreateBucketCommand({ Bucket: 'photos' }));
  await to.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: 'photos',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const sendAll = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url), {
        workerData: { endpoint: cloud.endpoint, index },
      });
      worker.once('error', reject).once('exit', () => resolve());
    });
  const profiler = new Session();
  profiler.connect();
  await profiler.post('Profiler.enable');
  const rows: string[][] = [];
  for (const [index, { name, count }] of cases.entries()) {
    await sendAll(index); // once before: compiled code is what is measured
    await profiler.post('Profiler.start');
    await sendAll(index);
    const { total, trail } = timesOf(profiled.parse(await profiler.post('Profiler.stop')).profile);
    const share = `${((100 * trail) / total).toFixed(1)} %`;
    rows.push([name, (total / count).toFixed(2), ((1000 * trail) / count).toFixed(0), share]);
  }
  profiler.disconnect();
  await cloud.close();
  await publish(
    'recording',
    `## Recording the trail

What each request costs local-aws, and how much of that is for [the trail](console.md#the-trail) that the console shows: its own
code, the payload that it keeps, and Node.js's \`AsyncLocalStorage\`. Time of local-aws's thread, by sampling. Judge by
the share: the times depend on what else the machine does.

${table(['request', 'ms', 'of these for the trail, µs', 'share'], rows)}`,
  );
}

if (isMainThread) await measure();
else await send(work.parse(workerData));
