import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { CliError } from '../errors.ts';
import { check } from './check.ts';
import { checkNode, checkPort, checkSharp } from './machine.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

test.each(['20.19.0', '20.20.1', '22.0.0', '24.1.0'])('Node.js %s is new enough', (version) => {
  expect(checkNode(root, version)).toBe(version);
});

test.each(['18.20.0', '20.18.3'])('Node.js %s is too old', (version) => {
  expect(() => checkNode(root, version)).toThrow(expect.objectContaining({ code: 'NodeTooOld' }));
});

test('sharp is loaded from where the functions have it', () => {
  expect(checkSharp(root)).toMatch(/^\d+\.\d+\.\d+, with libvips \d/);

  const broken = mkdtempSync(join(tmpdir(), 'darkroom-doctor-'));
  onTestFinished(() => rmSync(broken, { recursive: true }));
  const sharp = join(broken, 'packages/core/imaging/node_modules/sharp');
  mkdirSync(sharp, { recursive: true });
  writeFileSync(join(sharp, 'index.js'), 'throw new Error("no binary for this processor\\nmore lines")');
  expect(() => checkSharp(broken)).toThrow(
    expect.objectContaining({
      code: 'SharpMissing',
      message: expect.stringContaining('(no binary for this processor). Install again'),
    }),
  );
});

test('of a port that is taken, it says by whom, and what to do', async () => {
  const other = createServer((_request, response) => response.end('hello'));
  await once(other.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await checkPort(port)).toEqual({
    status: 'note',
    found: `${port} is used by another program`,
    advice: `Start on another port: npx --yes pnpm start --port ${port + 1}`,
  });

  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const own = Number(new URL(cloud.endpoint).port);
  expect(await checkPort(own)).toEqual({ status: 'ok', found: `${own}, where the embedded cloud runs` });
});

test('a check that throws what the user can mend is missing, with that advice; other faults are thrown', async () => {
  const mendable = check('Docker', 'localstack', () => {
    throw new CliError('DockerMissing', 'Install it.');
  });
  expect(await mendable).toEqual({
    name: 'Docker',
    purpose: 'localstack',
    status: 'missing',
    found: 'not usable',
    advice: 'Install it.',
  });
  await expect(check('x', 'aws', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});
