import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../../s3/testing/temporary-folder.ts';
import { createGate } from '../../testing/gate.ts';
import { patience, startMappings } from '../testing/start-mappings.ts';

test('after a restart in the middle of a batch no record is missing', async () => {
  const dataDir = await temporaryFolder();
  const gate = await createGate();
  const first = await startMappings({ dataDir });
  const body = `
    appendFileSync(process.env.GATE + '/' + context.awsRequestId, '');
    while (ids[0] === 'b' && !existsSync(process.env.GATE + '/open')) await setTimeout(10);`;
  await first.createConsumer('ids', body, { Environment: { Variables: { GATE: gate.event.gate } } });
  const stream = await first.createTable();
  await first.map(stream, { StartingPosition: 'TRIM_HORIZON', BatchSize: 1, ParallelizationFactor: 1 });
  await first.put(['a', 'b', 'c']);
  await gate.holds(2);

  await first.aws.close();
  await gate.open();
  await startMappings({ dataDir });

  await expect.poll(first.entries, patience).toEqual([['a'], ['b'], ['b'], ['c']]);
});

test('after a stop of two days no record is missing: the stream has not aged meanwhile', async () => {
  onTestFinished(() => void vi.useRealTimers());
  const dataDir = await temporaryFolder();
  const gate = await createGate();
  const first = await startMappings({ dataDir });
  const body = `if (!existsSync(process.env.GATE + '/open')) throw new Error('not yet');`;
  await first.createConsumer('ids', body, { Environment: { Variables: { GATE: gate.event.gate } } });
  const stream = await first.createTable();
  await first.put(['a', 'b']);
  await first.map(stream, { StartingPosition: 'TRIM_HORIZON', MaximumRecordAgeInSeconds: 23 * 3600 });
  await expect.poll(first.entries, patience).toContainEqual(['a', 'b']);

  await first.aws.close();
  const tries = (await first.entries()).length;
  await gate.open();
  vi.setSystemTime(Date.now() + 48 * 3600 * 1000);
  await startMappings({ dataDir });

  await expect.poll(async () => (await first.entries()).slice(tries), patience).toEqual([['a', 'b']]);
});
