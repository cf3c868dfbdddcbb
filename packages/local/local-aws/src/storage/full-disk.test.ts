import { expect, onTestFinished, test } from 'vitest';
import { canMount, smallDisk } from '../testing/small-disk.ts';
import { openStorage, type Storage } from './storage.ts';
import type { StorageError } from './storage-error.ts';

const value = 'x'.repeat(20_000);

/** Puts documents and tells which were acknowledged and which were refused. */
function puts(storage: Storage) {
  const collection = storage.collection<string>('test');
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const put = (key: string) =>
    collection.put(key, value).then(
      () => acknowledged.push(key),
      () => refused.push(key),
    );
  return {
    acknowledged,
    refused,
    many: (name: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => put(`${name} ${n}`))),
  };
}

async function keysOf(storage: Storage): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of storage.collection<string>('test').entries()) keys.push(key);
  return keys;
}

async function openOn(folder: string, told: (StorageError['code'] | 'works again')[] = []) {
  const storage = await openStorage(folder, (failure) => told.push(failure?.code ?? 'works again'));
  onTestFinished(() => storage.close());
  return storage;
}

test.runIf(canMount)(
  'on a full disk (a tmpfs: needs root on Linux) what was acknowledged is there, now and after a restart, and what was refused is not',
  async () => {
    const { folder, fill, makeRoom } = await smallDisk(6);
    const told: (StorageError['code'] | 'works again')[] = [];
    const storage = await openOn(folder, told);
    const { acknowledged, refused, many } = puts(storage);

    await many('before', 20);
    await fill();
    await many('full', 30);
    expect(refused).not.toEqual([]);
    expect(told).toEqual(['DiskFull']);
    expect(await storage.collection<string>('test').get('before 0')).toBe(value);

    await makeRoom();
    await many('after', 30);
    expect(acknowledged).toEqual(expect.arrayContaining(['after 0', 'after 29']));
    expect(told).toEqual(['DiskFull', 'works again']);
    expect(await keysOf(storage)).toEqual([...acknowledged].sort());
    await storage.close();

    expect(await keysOf(await openOn(folder))).toEqual([...acknowledged].sort());
  },
);

test.runIf(canMount)(
  'a disk that fills again and again (a tmpfs: needs root on Linux) loses nothing that was acknowledged',
  async () => {
    const { folder, fill, makeRoom } = await smallDisk(12);
    const storage = await openOn(folder);
    const { acknowledged, refused, many } = puts(storage);
    for (let round = 0; round < 5; round++) {
      await many(`roomy ${round}`, 20);
      await fill();
      await many(`full ${round}`, 10);
      expect(refused).toContain(`full ${round} 9`);
      await makeRoom();
    }
    await storage.close();
    expect(await keysOf(await openOn(folder))).toEqual([...acknowledged].sort());
  },
);
