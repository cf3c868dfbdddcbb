import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { EmbeddedStack } from '../embedded-stack.ts';

export const secret = 'a secret that stands in no file';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: Delivery[];
  readonly server: Server;
  /** The largest number of deliveries that waited for a response at the same time. */
  mostWaiting(): number;
}

/** A webhook endpoint that answers `status` to everything, or accepts everything and never answers. */
export async function receiver(status: number | 'never'): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let waiting = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    waiting += 1;
    most = Math.max(most, waiting);
    response.once('close', () => {
      waiting -= 1;
    });
    let body = '';
    for await (const chunk of request) body += chunk;
    deliveries.push({ headers: request.headers, body });
    if (status !== 'never') response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, deliveries, server, mostWaiting: () => most };
}

export async function giveSecrets({ local }: EmbeddedStack, ...endpoints: string[]): Promise<void> {
  const Value = secret;
  for (const endpoint of endpoints) {
    const Name = `/darkroom/test/webhooks/${endpoint}`;
    await local.client(SSMClient).send(new PutParameterCommand({ Name, Type: 'SecureString', Value }));
  }
}
