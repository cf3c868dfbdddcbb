import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findVersion } from '../configuration.ts';
import { type Functions, functionArn, parseFunctionName } from '../function-lookup.ts';
import type { FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';

/** Where an `OnSuccess`, `OnFailure` or dead-letter ARN leads, and the role that Lambda sends as. */
export interface Destination {
  readonly arn: string;
  readonly roleArn: string;
}

/** Sends a record as the function's role. */
export async function sendToDestination(
  cloud: Cloud,
  destination: Destination,
  body: string,
  attributes?: Record<string, string>,
): Promise<void> {
  const { arn } = destination;
  await authorize(cloud, destination);
  if (isQueue(arn)) await cloud.ports.queues.send(arn, body, attributes);
  else await cloud.ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(body) });
}

/** Throws InvalidParameterValueException for what a function's events can't be sent to. */
export async function checkDestination(
  { cloud, state }: { readonly cloud: Cloud; readonly state: Functions },
  functionName: string,
  destination: Destination,
): Promise<void> {
  const { arn } = destination;
  if (!(isQueue(arn) ? await cloud.ports.queues.exists(arn) : await isFunction(cloud, state, arn))) {
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
  if (!isQueue(arn) && parseFunctionName(arn).name === functionName) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  await authorize(cloud, destination).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `The function's execution role does not have permissions to call ${actionOf(arn).split(':')[1]} on ${arn}`,
    );
  });
}

/** The same for the dead-letter queue that a function may have, in other words. */
export async function checkDeadLetterQueue(
  cloud: Cloud,
  { deadLetterArn: arn, role: roleArn }: FunctionRecord,
): Promise<void> {
  if (arn === undefined) return;
  if (!(await cloud.ports.queues.exists(arn))) {
    throw invalidParameter(
      'Error occurred while SendMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  await authorize(cloud, { arn, roleArn }).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      'The provided execution role does not have permissions to call SendMessage on SQS',
    );
  });
}

function authorize(cloud: Cloud, { arn, roleArn }: Destination): Promise<void> {
  return cloud.access.authorizeRole(roleArn, { action: actionOf(arn), resources: [arn] });
}

function actionOf(arn: string): string {
  return isQueue(arn) ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
}

function isQueue(arn: string): boolean {
  return arn.split(':')[2] === 'sqs';
}

async function isFunction(cloud: Cloud, { functions }: Functions, arn: string): Promise<boolean> {
  if (!arn.startsWith(functionArn(cloud, ''))) return false;
  const { name, qualifier } = parseFunctionName(arn);
  const record = await functions.get(name);
  return record !== undefined && findVersion(record, qualifier) !== undefined;
}
