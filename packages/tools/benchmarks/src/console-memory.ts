// What the console costs local-aws in memory: before anybody opens it, with a full trail, and once it is open.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { publish, table } from './report.ts';

const atOnce = 8;
const warm = 400; // requests after which compiled code and connections are there
const steps = 5000; // more than the trail keeps
const payloads = 200; // of 54 KB each: more than it keeps, too

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes without garbage, in MB. */
async function used(): Promise<number> {
  for (let n = 0; n < 4; n++) {
    collectGarbage();
    await new Promise(setImmediate);
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const cloud = await startLocalAws({ port: 0 });
const to = session(cloud);
const [s3, dynamodb] = [to.client(S3Client), to.client(DynamoDBClient)];
await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));

/** Requests that are refused: they leave steps in the trail, and nothing anywhere else. */
async function refused(count: number, send: (n: number) => Promise<unknown>): Promise<void> {
  for (let sent = 0; sent < count; sent += atOnce)
    await Promise.allSettled(Array.from({ length: atOnce }, (_, lane) => send(sent + lane)));
}
const read = (n: number) => s3.send(new GetObjectCommand({ Bucket: 'photos', Key: `none-${n}` }));
const text = 'light '.repeat(9000);
const write = () =>
  dynamodb.send(new PutItemCommand({ TableName: 'none', Item: { id: { S: 'a' }, text: { S: text } } }));

await refused(warm, read);
await refused(atOnce, write);
const rows: string[][] = [];
const before = await used();
const note = async (what: string) => rows.push([what, ((await used()) - before).toFixed(1)]);
await refused(steps, read);
await note(`${steps.toLocaleString('en')} requests later: as many steps as the trail keeps`);
await refused(payloads, write);
await note('full of payloads');
await (await fetch(`${cloud.endpoint}/_local/api/trails`)).text();
await note('opened');
await cloud.close();

await publish(
  'console-memory',
  `## Memory for the console

How much memory [the console](console.md) takes of local-aws: MB without garbage, more than after its first ${warm} requests. Until
somebody opens it, only the trail is there.

${table(['', 'MB'], rows)}`,
);
