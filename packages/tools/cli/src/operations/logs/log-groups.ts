import { type CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';

export interface FunctionLogs {
  /** Without the stack's prefix: `process-upload`. */
  readonly name: string;
  readonly group: string;
}

/** Every stage has this function, so its log group shows which stages there are. */
const everywhere = 'images-api';

/** The log groups of a stage's functions, by name. */
export async function functionLogs({
  logs,
  prefix,
}: {
  readonly logs: CloudWatchLogsClient;
  readonly prefix: string;
}): Promise<FunctionLogs[]> {
  const start = `/aws/lambda/${prefix}-`;
  const found: FunctionLogs[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client: logs },
    { logGroupNamePrefix: start },
  ))
    for (const { logGroupName: group } of logGroups)
      if (group !== undefined) found.push({ name: group.slice(start.length), group });
  // Of the stages dev and dev-two, the names of the second begin like those of the first.
  const otherStages = found
    .filter(({ name }) => name.endsWith(`-${everywhere}`))
    .map(({ name }) => name.slice(0, -everywhere.length));
  return found
    .filter(({ name }) => !otherStages.some((other) => name.startsWith(other)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
