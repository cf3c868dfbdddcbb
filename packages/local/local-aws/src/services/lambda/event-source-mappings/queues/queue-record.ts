import type { QueueMessage } from '../../../../cloud/ports.ts';
import type { QueueMapping } from '../mapping.ts';

/** A message in the form of an event. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export function queueRecord(message: QueueMessage, { sourceArn }: QueueMapping) {
  const { messageId, receiptHandle, body, attributes, messageAttributes, md5OfBody } = message;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes,
    md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: sourceArn.split(':')[3],
  };
}
