import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { builtConfig } from '@darkroom/infra/built-config';
import { session } from '@darkroom/localstack-client';
import type { StackOptions } from '../stack.ts';

/** A stage's logs. CloudWatch answers few of these calls a second, so refused ones wait and try again. */
export function openLogs({ stage, endpoint }: StackOptions): { logs: CloudWatchLogsClient; prefix: string } {
  const { name, region } = builtConfig();
  const patient = { maxAttempts: 8 };
  const logs =
    endpoint === undefined
      ? new CloudWatchLogsClient({ region, ...patient })
      : session({ endpoint, region }).client(CloudWatchLogsClient, patient);
  return { logs, prefix: `${name}-${stage}` };
}
