import { PutDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ dashboard_name: z.string(), dashboard_body: z.string() });

export const awsCloudwatchDashboard = defineResource(schema, async (block, { clients }) => {
  const { dashboard_name: name, dashboard_body: body } = block;
  await clients.cloudwatch.send(new PutDashboardCommand({ DashboardName: name, DashboardBody: body }));
  return { id: name };
});
