import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { session } from '@darkroom/localstack-client';
import { functionLogs } from '../operations/logs/log-groups.ts';
import { followLogs } from '../operations/logs/read-logs.ts';
import { createShowLine } from '../operations/logs/show-log.ts';
import type { Dev } from './start-dev.ts';

const everyMs = 500;

/** Prints what the functions log from now on, until the signal is aborted. */
export async function streamLogs(
  { stack, functionNames }: Dev,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { prefix } = stack;
  const logs = session(stack).client(CloudWatchLogsClient);
  const show = createShowLine(functionNames);
  const source = { logs, functions: await functionLogs({ logs, prefix }) };
  try {
    for await (const event of followLogs(source, { from: new Date() }, { everyMs, signal }))
      if (event.line.kind !== 'routine') print(show(event));
  } catch (error) {
    if (!signal.aborted) throw error; // the cloud was closed meanwhile
  }
}
