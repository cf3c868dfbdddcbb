import { CliError } from '../errors.ts';
import { listenBriefly } from '../listen-briefly.ts';

/** Throws `CliError` if somebody listens on this port of 127.0.0.1. */
export async function checkPort(port: number): Promise<void> {
  await listenBriefly(port).catch((error: unknown) => {
    throw isPortTaken(error) ? portTaken(port) : error;
  });
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
