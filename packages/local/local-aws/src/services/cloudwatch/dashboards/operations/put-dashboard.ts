import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { operation } from '../../cloudwatch-state.ts';
import { checkBody } from '../check-body.ts';
import { dashboardArn } from '../dashboard.ts';

export const putDashboard = operation({
  name: 'PutDashboard',
  input: z.strictObject({
    DashboardName: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[A-Za-z0-9_-]+$/),
    DashboardBody: z.string(),
    Tags: notServed,
  }),
  resource: ({ DashboardName }, { cloud }) => dashboardArn(cloud, DashboardName),
  async run({ DashboardName: name, DashboardBody: body }, { cloud, state: { dashboards } }) {
    checkBody(body);
    await dashboards.put(name, { name, body, modifiedAt: cloud.now().getTime() });
    return { DashboardValidationMessages: [] };
  },
});
