import { z } from 'zod';
import { operation } from '../../cloudwatch-state.ts';
import { dashboardArn } from '../dashboard.ts';

const pageSize = 1000;

export const listDashboards = operation({
  name: 'ListDashboards',
  input: z.strictObject({
    DashboardNamePrefix: z.string().optional(),
    NextToken: z.string().optional(),
  }),
  async run({ DashboardNamePrefix = '', NextToken }, { cloud, state: { dashboards } }) {
    const DashboardEntries = [];
    for await (const [name, { body, modifiedAt }] of dashboards.entries(NextToken ? { gt: NextToken } : {})) {
      if (!name.startsWith(DashboardNamePrefix)) continue;
      if (DashboardEntries.length === pageSize)
        return { DashboardEntries, NextToken: DashboardEntries.at(-1)?.DashboardName };
      DashboardEntries.push({
        DashboardName: name,
        DashboardArn: dashboardArn(cloud, name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      });
    }
    return { DashboardEntries };
  },
});
