import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';
import { failDisk, mendDisk } from '../testing/failing-disk.ts';
import type { Collection } from './collection.ts';
import { openStorage } from './storage.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../testing/failing-disk.ts');
  return failingLevel(await original());
});

async function open() {
  const told: (string | undefined)[] = [];
  const folder = await temporaryFolder();
  const storage = await openStorage(folder, (failure) => told.push(failure?.message));
  onTestFinished(() => storage.close());
  return { folder, storage, told, collection: storage.collection<number>('test') };
}

async function keysOf(collection: Collection<number>): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of collection.entries()) keys.push(key);
  return keys;
}

test.each(['Input/output error', 'Too many open files'])(
  'after "%s" the next write is made, and told of once',
  async (reason) => {
    const { folder, told, collection } = await open();
    await collection.put('before', 1);
    failDisk(reason);
    const message = `Writing to ${folder} failed: IO error: 000005.log: ${reason}. Once the cause is gone, writing goes on.`;
    for (const key of ['one', 'two'])
      await expect(collection.put(key, 1)).rejects.toMatchObject({ code: 'WriteFailed', message });
    expect(told).toEqual([message]);
    mendDisk();
    await collection.put('after', 1);
    expect(told).toEqual([message, undefined]);
    expect(await keysOf(collection)).toEqual(['after', 'before']);
  },
);

test('while the database cannot be opened anew it can be neither read nor written, and then it can', async () => {
  const { collection, told } = await open();
  await collection.put('before', 1);
  failDisk('Input/output error', () => true);
  await expect(collection.put('one', 1)).rejects.toThrow('Input/output error');
  expect(await collection.get('before')).toBe(1);
  failDisk('Too many open files', () => true);
  await expect(collection.put('two', 1)).rejects.toThrow('Too many open files');
  await expect(collection.get('before')).rejects.toThrow('Too many open files');
  await expect(keysOf(collection)).rejects.toThrow('Too many open files');
  expect(told).toHaveLength(1);
  mendDisk();
  expect(await collection.get('before')).toBe(1);
  await collection.put('after', 1);
  expect(await keysOf(collection)).toEqual(['after', 'before']);
});

test.each([
  [{}, ['a', 'b', 'c', 'd', 'e']],
  [{ reverse: true }, ['e', 'd', 'c', 'b', 'a']],
  [{ gte: 'b', limit: 3 }, ['b', 'c', 'd']],
  [{ gt: 'a', lte: 'd', reverse: true }, ['d', 'c', 'b']],
])('reading %j goes on where it was while the database is opened anew', async (range, expected) => {
  const { collection } = await open();
  await collection.batch([...'abcde'].map((key) => ({ put: key, value: 1 })));
  const keys: string[] = [];
  for await (const [key] of collection.entries(range)) {
    keys.push(key);
    failDisk('Input/output error');
    await expect(collection.put('a', 2)).rejects.toThrow();
    mendDisk();
    await collection.put('a', 2);
  }
  expect(keys).toEqual(expected);
});

test('what LevelDB refuses is the fault of its caller, and no failure of the disk', async () => {
  const { collection, told } = await open();
  await expect(collection.put('key', undefined as never)).rejects.toMatchObject({
    code: 'LEVEL_INVALID_VALUE',
  });
  expect(told).toEqual([]);
});

test('changes of several collections are made together or not at all', async () => {
  const { storage, collection } = await open();
  const other = storage.collection<string>('other/one');
  const both = () =>
    storage.commit([
      ...collection.changes([{ put: 'a', value: 1 }]),
      ...other.changes([{ put: 'b', value: 'two' }]),
    ]);
  failDisk('Input/output error');
  await expect(both()).rejects.toThrow('Input/output error');
  mendDisk();
  expect([await collection.get('a'), await other.get('b')]).toEqual([undefined, undefined]);
  await both();
  expect([await collection.get('a'), await other.get('b')]).toEqual([1, 'two']);
});

test('a storage that is closed while it fails stays closed', async () => {
  const { storage, collection } = await open();
  failDisk('Input/output error');
  await expect(collection.put('a', 1)).rejects.toThrow();
  mendDisk();
  await storage.close();
  await expect(collection.put('a', 1)).rejects.toMatchObject({ code: 'LEVEL_DATABASE_NOT_OPEN' });
});
