import { z } from 'zod';
import { allPages } from '../all-pages.ts';
import { route } from '../route.ts';

const alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().optional(),
  StateValue: z.string(),
  StateReason: z.string(),
  StateUpdatedTimestamp: z.number(),
  AlarmActions: z.array(z.string()).default([]),
});
const page = z.object({ MetricAlarms: z.array(alarm), NextToken: z.string().optional() });

/** All alarms of CloudWatch: the state of each, why, and whom it tells. */
export const listAlarms = route({
  method: 'GET',
  path: '/alarms',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const pages = await allPages(async (next) =>
      page.parse(await aws.json('monitoring', 'DescribeAlarms', next)),
    );
    return {
      alarms: pages
        .flatMap(({ MetricAlarms }) => MetricAlarms)
        .map((found) => ({
          name: found.AlarmName,
          description: found.AlarmDescription,
          state: found.StateValue,
          reason: found.StateReason,
          changedAt: new Date(found.StateUpdatedTimestamp * 1000).toISOString(),
          actions: found.AlarmActions,
        })),
    };
  },
});
