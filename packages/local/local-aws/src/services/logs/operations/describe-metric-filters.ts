import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findGroup, groupArn, groupResource, operation } from '../logs-state.ts';

export const describeMetricFilters = operation({
  name: 'DescribeMetricFilters',
  input: z.strictObject({
    logGroupName: z.string().optional(),
    filterNamePrefix: z.string().min(1).max(512).optional(),
    metricName: z.string().max(255).optional(),
    metricNamespace: z.string().max(255).optional(),
    limit: z.int().min(1).max(50).default(50),
    nextToken: z.string().regex(/^\d+$/).optional(),
  }),
  resource: (input, { cloud }) =>
    input.logGroupName === undefined ? groupArn(cloud, '*') : groupResource(input, { cloud }),
  async run(input, { state }) {
    const { logGroupName, filterNamePrefix = '', metricName, metricNamespace, limit } = input;
    if ((metricName === undefined) !== (metricNamespace === undefined))
      throw new AwsError(
        'InvalidParameterException',
        'metricName and metricNamespace must be specified together.',
      );
    if (logGroupName !== undefined) await findGroup(state, logGroupName);
    const found = state.metricFilters
      .list()
      .filter(
        ({ group, name, transformation }) =>
          (logGroupName ?? group) === group &&
          name.startsWith(filterNamePrefix) &&
          (metricName ?? transformation.metricName) === transformation.metricName &&
          (metricNamespace ?? transformation.metricNamespace) === transformation.metricNamespace,
      );
    const from = Number(input.nextToken ?? 0);
    const to = from + limit;
    return {
      metricFilters: found.slice(from, to).map(({ group, name, pattern, transformation, createdAt }) => ({
        filterName: name,
        filterPattern: pattern,
        metricTransformations: [transformation],
        creationTime: createdAt,
        logGroupName: group,
        applyOnTransformedLogs: false,
      })),
      ...(to < found.length ? { nextToken: String(to) } : {}),
    };
  },
});
