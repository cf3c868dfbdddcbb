import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { dimensionList, metricNameSchema, namespaceSchema } from '../metric-input.ts';

const pageSize = 500;
const recentMs = 3 * 3_600_000;

export const listMetrics = operation({
  name: 'ListMetrics',
  input: z.strictObject({
    Namespace: namespaceSchema.optional(),
    MetricName: metricNameSchema.optional(),
    Dimensions: listOf(
      z.strictObject({
        Name: z.string().min(1).max(255),
        Value: z.string().min(1).max(1024).optional(),
      }),
    ).default([]),
    RecentlyActive: z.literal('PT3H').optional(),
    NextToken: z.string().regex(/^\d+$/).optional(),
    IncludeLinkedAccounts: notServed,
    OwningAccount: notServed,
  }),
  run({ Namespace, MetricName, Dimensions, RecentlyActive, NextToken }, { cloud, state: { metrics } }) {
    metrics.measure();
    const since = RecentlyActive === undefined ? 0 : cloud.now().getTime() - recentMs;
    const found = metrics
      .list()
      .filter(
        ({ metric: { namespace, name, dimensions }, series }) =>
          (Namespace ?? namespace) === namespace &&
          (MetricName ?? name) === name &&
          Dimensions.every(
            ({ Name, Value }) =>
              Object.hasOwn(dimensions, Name) && (Value ?? dimensions[Name]) === dimensions[Name],
          ) &&
          series.lastAt >= since,
      );
    const from = Number(NextToken ?? 0);
    const page = found.slice(from, from + pageSize);
    return {
      Metrics: page.map(({ metric }) => ({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensionList(metric.dimensions),
      })),
      ...(from + pageSize < found.length ? { NextToken: String(from + pageSize) } : {}),
    };
  },
});
