import type { Cloud } from '../../../cloud.ts';

/** Sends a record where an `OnSuccess`, `OnFailure` or dead-letter ARN says, as the function's role. */
export async function sendToDestination(
  cloud: Cloud,
  destination: { readonly arn: string; readonly roleArn: string },
  body: string,
  attributes?: Record<string, string>,
): Promise<void> {
  const { arn, roleArn } = destination;
  const service = arn.split(':')[2];
  if (service === 'sqs') {
    await cloud.access.authorizeRole(roleArn, { action: 'sqs:SendMessage', resources: [arn] });
    await cloud.ports.queues.send(arn, body, attributes);
  } else {
    await cloud.access.authorizeRole(roleArn, { action: 'lambda:InvokeFunction', resources: [arn] });
    await cloud.ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(body) });
  }
}
