import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCatalog } from '../catalog.ts';
import type { ImageState } from '../image-record.ts';
import { dynamoTable } from '../image-table.ts';
import { createdAtId } from '../index-keys.ts';
import { scanTable } from '../ledger/rows.ts';
import { tableSchema } from '../schema.ts';
import { overtaken } from '../testing/clients.ts';
import { smallPng } from '../testing/images.ts';
import { useTable } from '../testing/table.ts';
import { relist } from './relist.ts';

const table = useTable();
const made = {
  original: smallPng,
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  fingerprint: { sha256: '0'.repeat(64) },
  facts: {},
  variants: [],
  processingMs: 3,
};

/** Writes an image as the release before did, whatever is there. */
async function writeAsBefore(state: ImageState): Promise<void> {
  const { client, tableName: TableName } = table;
  const { partitionKey, imagePrefix, oldIndex } = tableSchema;
  const keys = state.status !== 'deleted' && {
    [oldIndex.partitionKey]: `${state.owner ?? '-'}#${state.status}`,
    [oldIndex.sortKey]: createdAtId(state),
  };
  const Item = { [partitionKey]: imagePrefix + state.id, revision: randomUUID(), ...state, ...keys };
  await client.send(new PutCommand({ TableName, Item }));
}

const step = fc.constantFrom('old code', 'begin', 'finish', 'fail', 'remove', 'relist');

test('whatever is written by the old code and the new, each image is listed once, newest first, under its status alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      async (histories) => {
        let tick = 0;
        const catalog = createCatalog({ ...table, now: () => new Date(tick++) });
        const owner = randomUUID();
        const list = async (status?: 'pending' | 'processing' | 'ready' | 'failed') => {
          const ids: string[] = [];
          let cursor: string | undefined;
          do {
            const from = { ...(status && { status }), ...(cursor !== undefined && { cursor }) };
            const page = await catalog.list({ owner, limit: 2, ...from });
            ids.push(...page.images.map(({ id }) => id));
            cursor = page.cursor;
          } while (cursor !== undefined);
          return ids;
        };
        const images = [];
        for (const history of histories) {
          const image = await catalog.announce(`${randomUUID()}.jpg`, owner);
          await writeAsBefore(image);
          images.push({ ...image, history });
        }
        for (const { id, key, history } of images) {
          const arrival = { key, version: 'A1', eTag: 'e' };
          for (const each of history) {
            const state = await catalog.look(id);
            if (each === 'old code' && state) await writeAsBefore(state);
            if (each === 'begin') await catalog.begin(arrival);
            if (each === 'finish') await catalog.finish(arrival, made);
            if (each === 'fail') await catalog.fail(arrival, { code: 'Corrupt', reason: 'damaged' });
            if (each === 'remove') await catalog.remove(arrival);
            if (each === 'relist') await relist(table.client, table.tableName, id);
          }
        }
        const states = (await Promise.all(images.map(({ id }) => catalog.get(id))))
          .filter((state) => state !== undefined)
          .sort((a, b) => (createdAtId(a) < createdAtId(b) ? 1 : -1));
        expect(await list()).toEqual(states.map(({ id }) => id));
        for (const status of ['pending', 'processing', 'ready', 'failed'] as const) {
          const wanted = states.filter((state) => state.status === status);
          expect(await list(status)).toEqual(wanted.map(({ id }) => id));
        }
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('an image that leaves the old index was in the new ones before', async () => {
  const catalog = createCatalog(table);
  const image = await catalog.announce(`${randomUUID()}.jpg`);
  await writeAsBefore(image);
  const isOnlyInOldIndex = async () => {
    for await (const row of scanTable(table.client, table.tableName))
      if (row.kind === 'image' && row.id === image.id) return row.isOnlyInOldIndex;
    return undefined;
  };
  const oldIndexHas = async (status: string) => {
    const { client, tableName } = table;
    const { oldIndex: index } = tableSchema;
    for await (const { id } of dynamoTable(client, tableName).keys(index, `-#${status}`))
      if (id === image.id) return true;
    return false;
  };
  expect(await isOnlyInOldIndex()).toBe(true);
  await relist(table.client, table.tableName, image.id);
  await relist(table.client, table.tableName, image.id); // changes nothing
  expect([await isOnlyInOldIndex(), await oldIndexHas('pending')]).toEqual([false, true]);
  await catalog.begin({ key: image.key, version: 'A1', eTag: 'e' });
  expect([await oldIndexHas('pending'), await oldIndexHas('processing')]).toEqual([false, false]);
});

test('an image of the old index that is written while a page is read is in it all the same', async () => {
  const requests = 10; // of a page, at most
  for (let request = 1; request <= requests; request++) {
    const owner = randomUUID();
    const catalog = createCatalog(table);
    const image = await catalog.announce(`${randomUUID()}.jpg`, owner);
    await writeAsBefore(image);
    const client = overtaken(table.client, request, async () => {
      await catalog.begin({ key: image.key, version: 'A1', eTag: 'e' });
    });
    const reader = createCatalog({ client, tableName: table.tableName });
    expect((await reader.list({ owner, limit: 5 })).images.map(({ id }) => id)).toEqual([image.id]);
  }
});
