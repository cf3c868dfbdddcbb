import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { createGate } from '../testing/gate.ts';
import { isRunning, patience } from '../testing/processes.ts';
import { connectLambda, startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'parent';

/** Starts a process of its own; then it loops for ever, or until it is killed. */
const parent = `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  export const handler = async ({ gate }) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    if (gate) writeFileSync(gate + '/' + process.pid + ',' + child.pid, '');
    while (gate);
    return { pids: [process.pid, child.pid], temporaryFolder: process.env.TMPDIR };
  };`;

/** One idle environment and one that is busy in an endless loop, each with a child. */
async function startParents({ create, invoke }: ReturnType<typeof connectLambda>) {
  await create(FunctionName, parent, { Timeout: 60 });
  const gate = await createGate();
  const hanging = invoke(FunctionName, gate.event).catch(() => {}); // it can only fail
  await gate.holds(1);
  const busyPids = (await gate.names()).join().split(',').map(Number);
  const { pids, temporaryFolder } = (await invoke(FunctionName)).value;
  const processes = [...busyPids, ...pids];
  expect(processes.filter(isRunning)).toHaveLength(4);
  return { processes, hanging, temporaryFolder };
}

test('close() ends idle and busy environments with all they started, and removes their folders', async () => {
  const { aws, ...client } = await startLambda();
  const { processes, hanging, temporaryFolder } = await startParents(client);
  expect(existsSync(temporaryFolder)).toBe(true);

  await aws.close();
  await hanging;

  await expect.poll(() => processes.filter(isRunning), patience).toEqual([]);
  expect(existsSync(temporaryFolder)).toBe(false);
});

test('environments, even one in an endless loop, die with a local-aws that is killed', async () => {
  const dataDir = await temporaryFolder();
  const script = fileURLToPath(new URL('../testing/local-aws-process.mjs', import.meta.url));
  const localAws = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void localAws.kill('SIGKILL'));
  const [endpoint] = await once(createInterface({ input: localAws.stdout }), 'line');
  const { processes, hanging } = await startParents(connectLambda(endpoint));

  localAws.kill('SIGKILL');
  await hanging;

  await expect.poll(() => processes.filter(isRunning), patience).toEqual([]);
});
