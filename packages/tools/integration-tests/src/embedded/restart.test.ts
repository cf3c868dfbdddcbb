import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { outputsSchema } from '../outputs.ts';
import { photo } from '../photo.ts';
import { operatorOf } from './operator.ts';

const uploads = 60;
const { resolve } = createRequire(import.meta.url);
const localAws = join(resolve('@darkroom/local-aws'), '../../bin/local-aws.mjs');

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-restart-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** local-aws in a process of its own, few environments at a time so that a burst takes a while. */
async function startProcess(dataDir: string, port = 0): Promise<{ process: ChildProcess; port: number }> {
  const args = [
    '--port',
    String(port),
    '--data-dir',
    dataDir,
    '--enforce-iam',
    '--concurrency',
    '4',
    '--json',
  ];
  const child = spawn(process.execPath, [localAws, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { process: child, port: z.object({ port: z.number() }).parse(JSON.parse(String(line))).port };
}

async function deploy(endpoint: string) {
  const { region } = builtConfig();
  const settings = { stage: 'test', target: 'embedded', endpoint } as const;
  const { stackFile } = synthesize(builtConfig(), settings, await temporaryFolder());
  const { outputs } = await deployEmbedded({ stackFile, endpoint, region });
  return { endpoint, region, ...outputsSchema.parse(outputs) };
}

/** As a client does that wants its file to arrive: again and again until S3 says so. */
async function insist(upload: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await upload();
      return;
    } catch {
      await setTimeout(100);
    }
  }
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  `${uploads} uploads finish, none lost and none listed twice, when local-aws gets %s in mid-burst and starts again`,
  async (signal) => {
    const dataDir = await temporaryFolder();
    const first = await startProcess(dataDir);
    const target = await deploy(`http://127.0.0.1:${first.port}`);
    const operator = operatorOf(target);
    const original = await photo(640, 480);
    const keys = Array.from({ length: uploads }, (_, index) => `burst/${String(index).padStart(2, '0')}.jpg`);
    const arrived = Promise.all(keys.map((key) => insist(() => operator.upload(key, original))));

    // Asked of S3: the API's function would have to wait for concurrency itself.
    let made = 0;
    const countVariants = async () => {
      made = (await operator.keysIn(target.variantsBucket)).length;
      return made;
    };
    await expect.poll(countVariants, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    first.process.kill(signal);
    await once(first.process, 'exit');
    expect(made).toBeLessThan(uploads); // it was the middle of the burst

    await startProcess(dataDir, first.port);
    await arrived;
    const ready = () => operator.listed('ready');
    await expect.poll(ready, { timeout: 300_000, interval: 500 }).toEqual(keys);
    expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
  },
  600_000,
);
