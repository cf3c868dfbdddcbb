import { z } from 'zod';
import { faultsSchema } from '../../faults/fault.ts';
import { route } from '../route.ts';

/** The active faults, and what can have faults: the operations of each service. */
export const listFaults = route({
  method: 'GET',
  path: '/faults',
  input: z.strictObject({}),
  run: (_, { cloud }) => ({
    faults: cloud.faults.list(),
    operations: Object.fromEntries(
      [...cloud.operations].map(([service, served]) => [service, served.map(({ name }) => name).sort()]),
    ),
  }),
});

/** Replaces all faults. */
export const replaceFaults = route({
  method: 'PUT',
  path: '/faults',
  input: z.strictObject({ faults: faultsSchema }),
  run({ faults }, { cloud }) {
    cloud.faults.replace(faults);
    return { faults: cloud.faults.list() };
  },
});
