import { z } from 'zod';
import { operation } from '../../cloudwatch-state.ts';
import { dashboardArn, noSuchDashboard } from '../dashboard.ts';

export const getDashboard = operation({
  name: 'GetDashboard',
  input: z.strictObject({ DashboardName: z.string().min(1) }),
  resource: ({ DashboardName }, { cloud }) => dashboardArn(cloud, DashboardName),
  async run({ DashboardName }, { cloud, state: { dashboards } }) {
    const found = await dashboards.get(DashboardName);
    if (!found) throw noSuchDashboard(DashboardName);
    return { DashboardArn: dashboardArn(cloud, DashboardName), DashboardBody: found.body, DashboardName };
  },
});
