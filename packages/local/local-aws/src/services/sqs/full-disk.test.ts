import { existsSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSqs } from './testing/start-sqs.ts';

/** Makes /dev/full of the logs that LevelDB will write next; returns what makes room again. */
async function fillDisk(dataDir: string): Promise<() => Promise<void>> {
  const logs = Array.from({ length: 40 }, (_, index) =>
    join(dataDir, 'documents', `${String(index + 4).padStart(6, '0')}.log`),
  ).filter((path) => !existsSync(path));
  await Promise.all(logs.map((path) => symlink('/dev/full', path)));
  return async () => {
    for (const path of logs) await rm(path, { force: true });
  };
}

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is told once, with what to do, and changes nothing that could not be written',
  async () => {
    const dataDir = await temporaryFolder();
    const log = { info() {}, warn() {}, error: vi.fn() };
    const { aws, send, receive, attributes } = await startSqs({ dataDir, log });
    const counts = async () => {
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await attributes();
      return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible].map(Number);
    };
    const makeRoom = await fillDisk(dataDir);
    const full = 'The disk is full: free space and restart local-aws.';

    let sent = 0;
    const fill = async () => {
      for (; sent < 100; sent++) await send('x'.repeat(250_000)); // LevelDB's next log begins after 4 MB
    };
    await expect(fill()).rejects.toThrow(full);
    expect(await counts()).toEqual([sent, 0]);
    await expect(receive()).rejects.toThrow(full);
    expect(await counts()).toEqual([sent, 0]);
    expect(log.error.mock.calls).toEqual([[full]]);

    await makeRoom();
    await expect(send('there is room, but the database does not see it')).rejects.toThrow(full);
    await aws.close();
    const restarted = await startSqs({ dataDir });
    expect((await restarted.attributes()).ApproximateNumberOfMessages).toBe(String(sent));
    await restarted.send('as before');
  },
);
