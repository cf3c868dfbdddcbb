import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canMount, smallDisk } from '../../../testing/small-disk.ts';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const source = 'export const handler = async () => "made";';

test.runIf(canMount)(
  'on a full disk (a tmpfs: needs root on Linux) code that can not be stored is answered so, leaves nothing, and is stored once there is room',
  async () => {
    const { folder: dataDir, fill, makeRoom } = await smallDisk(24);
    const { aws, create, invoke } = await startLambda({ dataDir });
    const kept = () => readdir(join(dataDir, 'lambda-code'));
    await create('small', source);
    const before = await kept();
    const ZipFile = await zipOf({ 'index.mjs': source, 'large.bin': Buffer.alloc(8 * 1024 ** 2, 'x') });
    await fill();

    await expect(create('large', '', { Code: { ZipFile } })).rejects.toMatchObject({
      message: `The disk is full: free space where ${dataDir} is, and writing goes on.`,
      $metadata: { httpStatusCode: 500 },
    });
    expect(await kept()).toEqual(before);

    await makeRoom();
    await create('large', '', { Code: { ZipFile } });
    expect((await invoke('large')).value).toBe('made');
    await aws.close();

    const restarted = await startLambda({ dataDir });
    expect((await restarted.invoke('large')).value).toBe('made');
  },
);
