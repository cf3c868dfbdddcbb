import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

export const logGroupName = '/aws/lambda/resize';

/** local-aws with one log group, and the official client of CloudWatch Logs. They end with the test. */
export async function startLogs(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const client = connectLogs(aws.endpoint);
  await client.logs.send(new CreateLogGroupCommand({ logGroupName }));
  return { aws, ...client };
}

/** The official client, and what most tests do with it. */
export function connectLogs(endpoint: string) {
  const logs = new CloudWatchLogsClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => logs.destroy());

  return {
    logs,
    createStream: (logStreamName: string) =>
      logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName })),
    /** Writes `[timestamp, message]` pairs. */
    write: (logStreamName: string, ...events: [timestamp: number, message: string][]) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: events.map(([timestamp, message]) => ({ timestamp, message })),
        }),
      ),
    async messages(filter: Partial<FilterLogEventsCommandInput> = {}) {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName, ...filter }));
      return events?.map(({ message }) => message);
    },
  };
}
