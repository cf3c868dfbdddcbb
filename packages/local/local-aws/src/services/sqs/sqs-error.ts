import { AwsError } from '../../protocol/aws-error.ts';
import type { RefuseInput } from '../../protocol/input.ts';
import { modelFault } from '../../protocol/model-fault.ts';

/** Error names in SQS's older protocol; all other errors have the same name in both. */
const olderCodes = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidAttributeName: 'InvalidAttributeName',
  InvalidAttributeValue: 'InvalidAttributeValue',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  ResourceNotFoundException: 'ResourceNotFoundException',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
} as const;

/** An error of SQS: SDKs that know the older protocol look for its code in a header. */
export class SqsError extends AwsError {
  readonly olderCode: string;

  constructor(code: keyof typeof olderCodes, message: string, status = 400) {
    const olderCode = olderCodes[code];
    super(code, message, status, { headers: { 'x-amzn-query-error': `${olderCode};Sender` } });
    this.olderCode = olderCode;
  }
}

export function invalidParameter(message: string): SqsError {
  return new SqsError('InvalidParameterValueException', message);
}

/** A missing top-level parameter has its own code; everything else is worded as in other services. */
export const refuseInput: RefuseInput = (violations, operation) => {
  const missing = violations.find(({ path, value }) => path.length === 1 && value == null);
  if (!missing) return modelFault('InvalidParameterValueException')(violations, operation);
  return new SqsError(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${String(missing.path[0])}.`,
  );
};

/** A parameter that only FIFO queues accept. */
export function notOfStandardQueues(name: string, value: string): SqsError {
  return invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
  );
}

/** Throws InvalidParameterValue. */
export function checkRange(name: string, value: number | undefined, low: number, high: number): void {
  if (value === undefined || (value >= low && value <= high)) return;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${low} and <= ${high}, if provided.`,
  );
}
