import { expect, test } from 'vitest';
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
