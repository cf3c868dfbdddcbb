import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NotReadyError, session } from '@darkroom/localstack-client';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { listenBriefly } from '../listen-briefly.ts';
import type { Finding } from './check.ts';

const manifestSchema = z.object({
  engines: z.object({ node: z.string().startsWith('>=') }),
  version: z.string(),
});

/** Node.js's version. Throws `CliError` if it is older than the project allows. */
export function checkNode(root: string, version: string): string {
  const { engines } = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const least = engines.node.slice(2);
  const numbers = (text: string) => text.split('.').map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(least);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return version;
  throw new CliError(
    'NodeTooOld',
    `Expected ${least} or newer but found ${version}. Install it: https://nodejs.org/`,
  );
}

export function checkPnpm(): Finding {
  // npm's and pnpm's commands are .cmd files on Windows.
  const { error, status, stdout } = spawnSync('pnpm', ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (!error && status === 0) return { status: 'ok', found: stdout.trim() };
  return {
    status: 'note',
    found: 'not on the PATH',
    advice: 'Not needed: npx --yes pnpm runs it.',
  };
}

const sharpSchema = z.looseObject({ versions: z.object({ sharp: z.string(), vips: z.string() }) });

/** The version of sharp, which decodes and encodes pictures. Throws `CliError` if it does not load on this machine. */
export function checkSharp(root: string): string {
  try {
    const require = createRequire(join(root, 'packages/core/imaging/package.json'));
    const { versions } = sharpSchema.parse(Object.assign({}, require('sharp')));
    return `${versions.sharp}, with libvips ${versions.vips}`;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    throw new CliError(
      'SharpMissing',
      `sharp does not load on ${process.platform} ${process.arch} (${reason}). Install again: npx --yes pnpm install --force`,
    );
  }
}

/** Who uses a port of 127.0.0.1. */
export async function checkPort(port: number): Promise<Finding> {
  try {
    await listenBriefly(port);
  } catch {
    return whoHolds(port);
  }
  return { status: 'ok', found: `${port} is free` };
}

async function whoHolds(port: number): Promise<Finding> {
  try {
    const { edition } = await session({ endpoint: `http://127.0.0.1:${port}` }).waitUntilReady({
      timeoutMs: 1000,
    });
    if (edition === 'local-aws') return { status: 'ok', found: `${port}, where the embedded cloud runs` };
    return { status: 'note', found: `${port} is used by LocalStack`, advice: elsewhere(port) };
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    return { status: 'note', found: `${port} is used by another program`, advice: elsewhere(port) };
  }
}

function elsewhere(port: number): string {
  return `Start on another port: npx --yes pnpm start --port ${port + 1}`;
}
