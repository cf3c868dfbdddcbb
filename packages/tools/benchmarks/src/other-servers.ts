import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const ipxVersion = '3.1.1';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Sends one file, as plainly as Node.js can. */
export async function startFileServer(bytes: Uint8Array): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-file-'));
  const file = join(folder, 'picture.webp');
  await writeFile(file, bytes);
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'image/webp', 'content-length': bytes.byteLength });
    createReadStream(file).pipe(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** ipx and its own sharp, 90 MB that npx fetches: nothing that this repository should install. */
export async function startIpx(photo: Uint8Array, port = 47_413): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-ipx-'));
  await writeFile(join(folder, 'photo.jpg'), photo);
  const ipx = spawn('npx', ['--yes', `ipx@${ipxVersion}`, 'serve', '--dir', folder], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: 'ignore',
    detached: true, // npx's child ends with it
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    const up = await fetch(`${url}/w_10/photo.jpg`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (attempt === 240) throw new Error('ipx did not start within two minutes.');
    await setTimeout(500);
  }
  return {
    url,
    async close() {
      if (ipx.pid !== undefined) process.kill(-ipx.pid);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
