import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';
import { connectQueues } from '../../lambda/testing/connect-queues.ts';

/** local-aws, and the official clients of EventBridge and SQS. They end with the test. */
export async function startEvents(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  return { aws, ...connectEvents(aws.endpoint) };
}

/** The clients, and what most tests do with them. */
function connectEvents(endpoint: string) {
  const events = new EventBridgeClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => events.destroy());

  return {
    events,
    ...connectQueues(endpoint),
    /** A rule's ARN; its targets have the ids `0`, `1` and so on. */
    async createRule(rule: PutRuleCommandInput, targets: readonly Omit<Target, 'Id'>[] = []) {
      const { RuleArn = '' } = await events.send(new PutRuleCommand(rule));
      const Targets = targets.map((target, index) => ({ Id: String(index), ...target }) as Target);
      const { Name: Rule, EventBusName } = rule;
      if (Targets.length > 0) await events.send(new PutTargetsCommand({ Rule, EventBusName, Targets }));
      return RuleArn;
    },
    /** Puts one event. */
    putEvent: (entry: PutEventsRequestEntry) => events.send(new PutEventsCommand({ Entries: [entry] })),
  };
}
