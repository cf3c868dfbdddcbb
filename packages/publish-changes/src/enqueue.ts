import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Dependencies } from './handler.ts';

const batchSize = 10; // SQS's limit

/** Sends deliveries to the queue, one message an endpoint and event. Throws when any was not taken. */
export function createEnqueue(client: SQSClient, queueUrl: string): Dependencies['enqueue'] {
  return async (deliveries) => {
    for (let start = 0; start < deliveries.length; start += batchSize) {
      const batch = deliveries.slice(start, start + batchSize);
      const entries = batch.map((delivery, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(delivery),
      }));
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      );
      if (Failed.length > 0)
        throw new Error(`SQS took ${batch.length - Failed.length} of ${batch.length}: ${Failed[0]?.Message}`);
    }
  };
}
