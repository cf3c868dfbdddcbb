import { once } from 'node:events';
import { createServer } from 'node:net';
import { CliError } from '../errors.ts';

/** Throws `CliError` if somebody listens on this port of 127.0.0.1. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw isPortTaken(error) ? portTaken(port) : error;
  }
  server.close();
  await once(server, 'close');
}

export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

export function portTaken(port: number): CliError {
  return new CliError(
    'PortTaken',
    `Port ${port} is in use, perhaps by LocalStack or another \`pnpm start\`. Stop it, or choose another port with --port ${port + 1}`,
  );
}
