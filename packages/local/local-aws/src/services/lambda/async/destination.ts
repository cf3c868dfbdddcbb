import { channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { payloadOf } from '../../../trail/span.ts';
import { findVersion } from '../configuration.ts';
import { type Functions, functionArn, parseFunctionName } from '../function-lookup.ts';
import { functionMeter } from '../function-metrics.ts';
import { invalidParameter } from '../invalid-parameter.ts';

/** The target of an `OnSuccess`, `OnFailure` or dead-letter ARN, and the role with which Lambda sends. */
export interface Destination {
  readonly arn: string;
  readonly roleArn: string;
}

/** What a record is about. */
interface Cause {
  /** Of the function. */
  readonly name: string;
  /** What counts the records that were lost. */
  readonly failures: 'DestinationDeliveryFailures' | 'DeadLetterErrors';
  /** Of the last invocation, if there was one. */
  readonly requestId: string | undefined;
  readonly attributes?: MessageAttributes;
  readonly traceHeader?: string | undefined;
}

/**
 * Sends a record with the function's role, and measures whether that failed. On AWS, too, a destination that is deleted
 * or forbidden loses the record, and only the metric shows it. Our own faults are thrown, so that the sender keeps the
 * record.
 */
export async function sendToDestination(
  cloud: Cloud,
  destination: Destination,
  body: string,
  { name, failures, requestId, attributes, traceHeader }: Cause,
): Promise<void> {
  const { arn } = destination;
  const span = {
    kind: 'delivery',
    service: 'lambda',
    name: 'destination',
    target: arn,
    input: payloadOf(body),
    causedBy: requestId === undefined ? [] : [`invocation:${requestId}`],
  } as const;
  try {
    await cloud.trail.step(span, async () => {
      await authorize(cloud, destination);
      const channel = channelOf(cloud, arn);
      if (channel) await channel.send(body, { ...(attributes && { attributes }), traceHeader });
      else await cloud.ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(body), traceHeader });
    });
  } catch (error) {
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    functionMeter(cloud)(failures, name, 1);
    cloud.log.warn(`Lambda could not deliver to ${arn}: ${error.message}`);
  }
}

/** Throws InvalidParameterValueException for a target to which a function's events cannot be sent. */
export async function checkDestination(
  { cloud, state }: { readonly cloud: Cloud; readonly state: Functions },
  functionName: string,
  destination: Destination,
): Promise<void> {
  const { arn } = destination;
  const channel = channelOf(cloud, arn);
  if (!(await (channel ? channel.exists() : isFunction(cloud, state, arn)))) {
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
  if (!channel && parseFunctionName(arn).name === functionName) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  await authorize(cloud, destination).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `The function's execution role does not have permissions to call ${actionOf(cloud, arn).split(':')[1]} on ${arn}`,
    );
  });
}

/** Throws AccessDenied if IAM is enforced and the role may not send. */
export function authorize(cloud: Cloud, { arn, roleArn }: Destination): Promise<void> {
  return cloud.access.authorizeRole(roleArn, { action: actionOf(cloud, arn), resources: [arn] });
}

function actionOf(cloud: Cloud, arn: string): string {
  return channelOf(cloud, arn)?.action ?? 'lambda:InvokeFunction';
}

async function isFunction(cloud: Cloud, { functions }: Functions, arn: string): Promise<boolean> {
  if (!arn.startsWith(functionArn(cloud, ''))) return false;
  const { name, qualifier } = parseFunctionName(arn);
  const record = await functions.get(name);
  return record !== undefined && findVersion(record, qualifier) !== undefined;
}
