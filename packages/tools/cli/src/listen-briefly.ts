import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens on a port of 127.0.0.1, and stops. Throws what Node.js does where it cannot, such as EADDRINUSE. */
export async function listenBriefly(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  await once(server.close(), 'close');
}
