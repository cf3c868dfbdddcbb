import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'sessions';
const year = 365 * 24 * 60 * 60;
const inSeconds = (seconds: number) => ({ N: String(Math.floor(Date.now() / 1000) + seconds) });

async function start(options: { readonly dataDir?: string } = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamodb = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  const close = async () => {
    dynamodb.destroy();
    await aws.close();
  };
  const put = (id: string, expires?: AttributeValue) =>
    dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...(expires && { expires }) } }));
  const ids = async () => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
    return Items.map(({ id }) => id?.S).sort();
  };
  const createTable = () =>
    dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
  const enable = () =>
    dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      }),
    );
  return { close, createTable, enable, ids, put };
}

const waiting = { timeout: 20_000, interval: 100 };

test('items are deleted once their time has come, those too that are older than time to live', async () => {
  const { close, createTable, enable, ids, put } = await start();
  onTestFinished(close);
  await createTable();
  await put('before', inSeconds(-1));
  await put('without');
  await put('a text', { S: '1' });
  await put('taken for a mistake', inSeconds(-6 * year));
  await put('next year', inSeconds(year));
  await enable();
  await put('after', inSeconds(2));
  await put('renewed', inSeconds(2));
  await put('renewed', inSeconds(year));

  const staying = ['a text', 'next year', 'renewed', 'taken for a mistake', 'without'];
  await vi.waitFor(async () => expect(await ids()).toEqual(staying), waiting);
});

test('an item that expires while local-aws is down, or later, is deleted after the restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'expiry-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const first = await start({ dataDir });
  await first.createTable();
  await first.enable();
  await first.put('soon', inSeconds(2));
  await first.put('later', inSeconds(5));
  await first.put('next year', inSeconds(year));
  await first.close();

  const second = await start({ dataDir });
  onTestFinished(second.close);
  await vi.waitFor(async () => expect(await second.ids()).toEqual(['next year']), waiting);
});
