import { z } from 'zod';
import { operation } from './operation.ts';

/** AWS's initial quotas; nothing here enforces them. */
export const describeLimits = operation({
  name: 'DescribeLimits',
  input: z.strictObject({}),
  run: () => ({
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  }),
});
