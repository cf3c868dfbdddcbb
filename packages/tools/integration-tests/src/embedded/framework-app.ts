import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const path = (fromRoot: string) => fileURLToPath(new URL(`../../../../../${fromRoot}`, import.meta.url));

/** Whether the packages of an example are installed. CI sets DARKROOM_REQUIRE_EXAMPLES, so it cannot pass by skipping. */
export function isInstalled(example: string): boolean {
  const installed = existsSync(path(`examples/${example}/node_modules/@darkroom/image-url`));
  if (!installed) {
    const reason = `examples/${example} is not installed: (cd examples/${example} && npm ci)`;
    if (process.env.DARKROOM_REQUIRE_EXAMPLES === '1') throw new Error(reason);
    console.warn(`Skipped: ${reason}`);
  }
  return installed;
}

export interface RunningApp {
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds an example for production with today's @darkroom/image-url and starts it, by the commands of its README. */
export async function startExample(
  example: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningApp> {
  const cwd = path(`examples/${example}`);
  const port = String(await freePort());
  const env = {
    ...process.env,
    ...environment,
    PORT: port,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
  };
  const installed = path(`examples/${example}/node_modules/@darkroom/image-url/dist`);
  await cp(path('packages/core/image-url/dist'), installed, { recursive: true });
  await promisify(execFile)('npm', ['run', 'build'], { cwd, env });

  // In a group of its own: npm's child is the server.
  const server = spawn('npm', ['start'], { cwd, env, detached: true, stdio: 'ignore' });
  const ended = once(server, 'close');
  async function stop() {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
    await ended;
  }
  const url = `http://127.0.0.1:${port}/`;
  try {
    await vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 100 });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
