import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test, vi } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const chunk = Buffer.alloc(1024 * 1024, 'x');
const chunks = 200;

test('200 MB pass through in both directions without being held in memory', async () => {
  const { s3 } = await startS3();
  const target = { Bucket, Key: 'large.bin' };
  const before = process.memoryUsage().rss;
  let peak = before;
  const body = Readable.from(
    (function* () {
      for (let n = 0; n < chunks; n++) {
        peak = Math.max(peak, process.memoryUsage().rss);
        yield chunk;
      }
    })(),
  );
  const outgoing = request(await getSignedUrl(s3, new PutObjectCommand(target)), {
    method: 'PUT',
    headers: { 'content-length': chunks * chunk.length },
  });
  const [answer] = await Promise.all([once(outgoing, 'response'), body.pipe(outgoing)]);
  expect(answer[0].statusCode).toBe(200);

  const { Body } = await s3.send(new GetObjectCommand(target));
  let bytes = 0;
  for await (const piece of Body as Readable) {
    bytes += piece.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(bytes).toBe(chunks * chunk.length);
  expect(peak - before).toBeLessThan((chunks * chunk.length) / 2);
});

test('an upload that breaks off in the middle leaves nothing', async () => {
  const dataDir = await temporaryFolder();
  const log = { info() {}, warn() {}, error: vi.fn() };
  const { s3 } = await startS3({ dataDir, log });
  const bodies = () => readdir(join(dataDir, 's3-bodies'));
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'half' }));
  const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 2 * chunk.length } });
  outgoing.on('error', () => {}); // the one that `destroy` makes
  outgoing.write(chunk);
  await expect.poll(bodies).toHaveLength(1);
  outgoing.destroy();
  await expect.poll(bodies).toEqual([]);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(log.error).not.toHaveBeenCalled();
});
