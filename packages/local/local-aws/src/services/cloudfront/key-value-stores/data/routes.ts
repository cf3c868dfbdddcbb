import { z } from 'zod';
import { RawResponse } from '../../../../protocol/rest-json.ts';
import type { Route } from '../../../../protocol/rest-route.ts';
import type { CloudFrontState } from '../../cloudfront-state.ts';
import { storeArn } from '../key-value-store.ts';
import { changePairs } from './change-pairs.ts';
import { dataRoute, KvsARN, notFound } from './data-route.ts';

const Key = z.string().min(1).max(1024);
const Value = z.string();
const IfMatch = z.string();

const describeKeyValueStore = dataRoute({
  name: 'DescribeKeyValueStore',
  method: 'GET',
  path: '',
  input: z.strictObject({ KvsARN }),
  run: (_, store, { cloud }) =>
    new RawResponse({
      status: 200,
      headers: { 'content-type': 'application/json', etag: store.dataEtag },
      body: JSON.stringify({
        ItemCount: store.itemCount,
        TotalSizeInBytes: store.totalSize,
        KvsARN: storeArn(cloud, store),
        Created: Date.parse(store.createdAt) / 1000,
        LastModified: Date.parse(store.changedAt) / 1000,
        Status: 'READY',
      }),
    }),
});

const listKeys = dataRoute({
  name: 'ListKeys',
  method: 'GET',
  path: '/keys',
  input: z.strictObject({
    KvsARN,
    NextToken: z.string().optional(),
    MaxResults: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.number().min(1).max(50))
      .default(10),
  }),
  async run({ NextToken, MaxResults }, { id }, { state }) {
    const Items: object[] = [];
    let last = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
    const range = { gt: `${id}/${last}`, lt: `${id}0`, limit: MaxResults + 1 };
    for await (const [name, Value] of state.keyValues.entries(range)) {
      if (Items.length === MaxResults) return { Items, NextToken: Buffer.from(last).toString('base64url') };
      last = name.slice(id.length + 1);
      Items.push({ Key: last, Value });
    }
    return { Items };
  },
});

const getKey = dataRoute({
  name: 'GetKey',
  method: 'GET',
  path: '/keys/{Key}',
  input: z.strictObject({ KvsARN, Key }),
  async run({ Key }, { id, itemCount, totalSize }, { state }) {
    const Value = await state.keyValues.get(`${id}/${Key}`);
    if (Value === undefined) throw notFound(`Key ${Key} does not exist in the store.`);
    return { Key, Value, ItemCount: itemCount, TotalSizeInBytes: totalSize };
  },
});

const putKey = dataRoute({
  name: 'PutKey',
  method: 'PUT',
  path: '/keys/{Key}',
  input: z.strictObject({ KvsARN, Key, Value, IfMatch }),
  run: ({ Key, Value, IfMatch }, store, context) =>
    changePairs({ puts: [{ Key, Value }], deletes: [] }, IfMatch, store, context),
});

const deleteKey = dataRoute({
  name: 'DeleteKey',
  method: 'DELETE',
  path: '/keys/{Key}',
  input: z.strictObject({ KvsARN, Key, IfMatch }),
  run: ({ Key, IfMatch }, store, context) =>
    changePairs({ puts: [], deletes: [Key] }, IfMatch, store, context),
});

const updateKeys = dataRoute({
  name: 'UpdateKeys',
  method: 'POST',
  path: '/keys',
  input: z.strictObject({
    KvsARN,
    IfMatch,
    Puts: z.array(z.strictObject({ Key, Value })).default([]),
    Deletes: z.array(z.strictObject({ Key })).default([]),
  }),
  run: ({ Puts, Deletes, IfMatch }, store, context) =>
    changePairs({ puts: Puts, deletes: Deletes.map(({ Key }) => Key) }, IfMatch, store, context),
});

/** The API of CloudFront KeyValueStore, 2022-07-26. */
export const dataRoutes: readonly Route<CloudFrontState>[] = [
  describeKeyValueStore,
  listKeys,
  getKey,
  putKey,
  deleteKey,
  updateKeys,
];
