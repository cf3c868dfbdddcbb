import { z } from 'zod';
import { groupArn, operation } from '../logs-state.ts';

export const describeLogGroups = operation({
  name: 'DescribeLogGroups',
  input: z.object({
    logGroupNamePrefix: z.string().nullish(),
    logGroupNamePattern: z.string().nullish(),
    limit: z.int().min(1).max(50).default(50),
    nextToken: z.string().nullish(),
  }),
  resource: (_, { cloud }) => groupArn(cloud, '*'),
  async run({ logGroupNamePrefix, logGroupNamePattern, limit, nextToken }, { cloud, state }) {
    const logGroups = [];
    for await (const [name, group] of state.groups.entries(nextToken ? { gt: nextToken } : {})) {
      if (!name.startsWith(logGroupNamePrefix ?? '') || !name.includes(logGroupNamePattern ?? '')) continue;
      if (logGroups.length === limit) return { logGroups, nextToken: logGroups.at(-1)?.logGroupName };
      const arn = groupArn(cloud, name);
      logGroups.push({
        logGroupName: name,
        creationTime: group.createdAt,
        ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
        metricFilterCount: 0,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      });
    }
    return { logGroups };
  },
});
