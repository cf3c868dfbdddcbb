import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { groupArn, groupNameIn, operation } from '../logs-state.ts';

export const describeLogGroups = operation({
  name: 'DescribeLogGroups',
  input: z.strictObject({
    logGroupNamePrefix: z.string().nullish(),
    logGroupNamePattern: z.string().nullish(),
    limit: z.int().min(1).max(50).default(50),
    nextToken: z.string().nullish(),
    logGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).nullish(),
    logGroupIdentifiers: z.array(z.string()).min(1).max(50).nullish(),
    accountIdentifiers: notServed,
    includeLinkedAccounts: notServed,
  }),
  resource: (_, { cloud }) => groupArn(cloud, '*'),
  async run(input, { cloud, state }) {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, limit, nextToken } = input;
    if (prefix && pattern)
      throw new AwsError(
        'InvalidParameterException',
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    const wanted = input.logGroupIdentifiers?.map((identifier) =>
      groupNameIn({ logGroupIdentifier: identifier }, cloud),
    );
    const logGroups = [];
    for await (const [name, group] of state.groups.entries(nextToken ? { gt: nextToken } : {})) {
      if (!name.startsWith(prefix ?? '') || !name.includes(pattern ?? '')) continue;
      if ((wanted && !wanted.includes(name)) || (input.logGroupClass ?? 'STANDARD') !== 'STANDARD') continue;
      if (logGroups.length === limit) return { logGroups, nextToken: logGroups.at(-1)?.logGroupName };
      const arn = groupArn(cloud, name);
      logGroups.push({
        logGroupName: name,
        creationTime: group.createdAt,
        ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
        ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
        metricFilterCount: state.metricFilters.of(name).length,
        arn: `${arn}:*`,
        logGroupArn: arn,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      });
    }
    return { logGroups };
  },
});
