import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';

/** A handler that stops at the gate of its event, if it has one, and answers with its process id. */
export const gatedHandler = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  export const handler = async ({ gate }, { awsRequestId }) => {
    if (gate) writeFileSync(gate + '/' + awsRequestId, '');
    while (gate && !existsSync(gate + '/open')) await setTimeout(10);
    return process.pid;
  };`;

/** Holds invocations of `gatedHandler` until it is opened, so that a test need not guess how long they take. */
export async function createGate() {
  const gate = await temporaryFolder();
  return {
    event: { gate },
    /** Resolves when this many invocations wait at the same time. */
    holds: (invocations: number) =>
      expect.poll(async () => (await readdir(gate)).length, { timeout: 20_000 }).toBe(invocations),
    /** The files that invocations have left at the gate. */
    names: () => readdir(gate),
    open: () => writeFile(join(gate, 'open'), ''),
  };
}
