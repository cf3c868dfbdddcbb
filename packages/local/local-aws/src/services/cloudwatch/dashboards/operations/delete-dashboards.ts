import { z } from 'zod';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { dashboardArn, noSuchDashboard } from '../dashboard.ts';

/** All or none. */
export const deleteDashboards = operation({
  name: 'DeleteDashboards',
  input: z.strictObject({ DashboardNames: listOf(z.string()).pipe(z.array(z.string()).min(1)) }),
  resource: ({ DashboardNames }, { cloud }) => DashboardNames.map((name) => dashboardArn(cloud, name)),
  async run({ DashboardNames }, { state: { dashboards } }) {
    for (const name of DashboardNames) if (!(await dashboards.get(name))) throw noSuchDashboard(name);
    await dashboards.batch(DashboardNames.map((name) => ({ delete: name })));
    return {};
  },
});
