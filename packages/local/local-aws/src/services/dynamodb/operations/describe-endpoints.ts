import { z } from 'zod';
import { operation } from './operation.ts';

export const describeEndpoints = operation({
  name: 'DescribeEndpoints',
  input: z.strictObject({}),
  run: (_input, { request }) => ({ Endpoints: [{ Address: request.host, CachePeriodInMinutes: 1440 }] }),
});
