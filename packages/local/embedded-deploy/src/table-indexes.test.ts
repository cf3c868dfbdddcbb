import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { deployEmbedded } from './deploy-embedded.ts';

const index = (name: string, attribute: string) => ({
  name,
  hash_key: attribute,
  range_key: 'id',
  projection_type: 'KEYS_ONLY',
});

const stackWith = (attributes: string[]) => ({
  provider: { aws: [{ region: 'us-east-1' }] },
  resource: {
    aws_dynamodb_table: {
      table: {
        name: 'images',
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'id',
        attribute: ['id', ...attributes].map((name) => ({ name, type: 'S' })),
        global_secondary_index: attributes.map((name) => index(`by-${name}`, name)),
        point_in_time_recovery: { enabled: true },
        stream_enabled: true,
        stream_view_type: 'NEW_AND_OLD_IMAGES',
        ttl: { attribute_name: 'expiresAt', enabled: true },
      },
    },
  },
});

test('a table that holds data gets the indexes that a later stack adds, with what it holds, and loses those that are gone', async () => {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const { endpoint, region } = cloud;
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-indexes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stackFile = join(folder, 'stack.json');
  const { dynamodb, destroy } = createClients(endpoint, region);
  onTestFinished(destroy);
  const deploy = async (attributes: string[]) => {
    await writeFile(stackFile, JSON.stringify(stackWith(attributes)));
    await deployEmbedded({ stackFile, endpoint, region });
  };

  await deploy(['album']);
  const Item = { id: { S: 'a' }, album: { S: 'x' }, place: { S: 'y' }, year: { S: 'z' } };
  await dynamodb.send(new PutItemCommand({ TableName: 'images', Item }));
  await deploy(['album', 'place', 'year']);
  const found = async (name: string, value: string) => {
    const { Count } = await dynamodb.send(
      new QueryCommand({
        TableName: 'images',
        IndexName: `by-${name}`,
        KeyConditionExpression: '#name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': { S: value } },
      }),
    );
    return Count;
  };
  expect([await found('album', 'x'), await found('place', 'y'), await found('year', 'z')]).toEqual([1, 1, 1]);

  await deploy(['place', 'year']);
  await expect(found('album', 'x')).rejects.toMatchObject({ name: 'ValidationException' });
  expect([await found('place', 'y'), await found('year', 'z')]).toEqual([1, 1]);
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'images' }));
  expect(Table?.AttributeDefinitions?.map(({ AttributeName }) => AttributeName).sort()).toEqual([
    ...['id', 'place', 'year'],
  ]);
});
