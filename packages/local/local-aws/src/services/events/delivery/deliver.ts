import { authorizeSending, channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError, NotImplementedError } from '../../../protocol/aws-error.ts';
import type { Delivery } from './delivery.ts';

export const service = 'events.amazonaws.com';

/** Sends an event to its target; resolves when the target has it. Throws the target's error. */
export async function deliver(cloud: Cloud, delivery: Delivery): Promise<void> {
  const kind = delivery.target.Arn.split(':')[2] ?? '';
  const send = Object.hasOwn(byService, kind) ? byService[kind] : undefined;
  if (!send) throw new NotImplementedError('events', `target ${delivery.target.Arn}`);
  await send(cloud, delivery);
}

/** Whether local-aws can send to it: a function, a queue, a topic or a log group. */
export function isTarget(arn: string): boolean {
  return Object.hasOwn(byService, arn.split(':')[2] ?? '');
}

type Send = (cloud: Cloud, delivery: Delivery) => Promise<unknown>;

const byService: Readonly<Record<string, Send>> = {
  lambda: invoke,
  sqs: sendToChannel,
  sns: sendToChannel,
  logs: writeToGroup,
};

/** An asynchronous invocation: Lambda retries what the function fails. */
async function invoke(cloud: Cloud, { target, ruleArn, input, traceHeader }: Delivery): Promise<void> {
  const { Arn: functionArn, RoleArn } = target;
  const { lambda } = cloud.ports;
  if (RoleArn !== undefined)
    await cloud.access.authorizeRole(RoleArn, {
      action: 'lambda:InvokeFunction',
      resources: [functionArn],
    });
  else if (!(await lambda.permits({ functionArn, principal: service, sourceArn: ruleArn })))
    throw new AwsError(
      'AccessDeniedException',
      `${service} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`,
      403,
    );
  await lambda.enqueue({ functionArn, payload: Buffer.from(input), traceHeader });
}

async function sendToChannel(cloud: Cloud, { target, ruleArn, input, traceHeader }: Delivery): Promise<void> {
  const channel = channelOf(cloud, target.Arn);
  if (!channel) throw new NotImplementedError('events', `target ${target.Arn}`);
  const { RoleArn } = target;
  if (RoleArn !== undefined)
    await cloud.access.authorizeRole(RoleArn, { action: channel.action, resources: [channel.arn] });
  else await authorizeSending(cloud, channel, { service, sourceArn: ruleArn });
  await channel.send(input, { traceHeader });
}

/** One stream for each event, as on AWS. */
function writeToGroup({ ports, now }: Cloud, { id, target, input }: Delivery): Promise<void> {
  const group = target.Arn.split(':')[6] ?? '';
  return ports.logs.append(group, id, [{ timestamp: now().getTime(), message: input }]);
}
