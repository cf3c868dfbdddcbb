import { channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findVersion } from '../configuration.ts';
import { type Functions, functionArn, parseFunctionName } from '../function-lookup.ts';
import { invalidParameter } from '../invalid-parameter.ts';

/** Where an `OnSuccess`, `OnFailure` or dead-letter ARN leads, and the role that Lambda sends as. */
export interface Destination {
  readonly arn: string;
  readonly roleArn: string;
}

/**
 * Sends a record as the function's role. A destination that is gone or forbidden loses it on AWS too, where only a metric
 * tells; a fault of ours is thrown, so that whoever sends keeps the record.
 */
export async function sendToDestination(
  cloud: Cloud,
  destination: Destination,
  body: string,
  { attributes, traceHeader }: { attributes?: MessageAttributes; traceHeader?: string | undefined } = {},
): Promise<void> {
  const { arn } = destination;
  try {
    await authorize(cloud, destination);
    const channel = channelOf(cloud, arn);
    if (channel) await channel.send(body, { ...(attributes && { attributes }), traceHeader });
    else await cloud.ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(body), traceHeader });
  } catch (error) {
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    cloud.log.warn(`Lambda could not deliver to ${arn}: ${error.message}`);
  }
}

/** Throws InvalidParameterValueException for what a function's events can't be sent to. */
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

/** Throws AccessDenied where IAM is enforced and the role may not send. */
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
