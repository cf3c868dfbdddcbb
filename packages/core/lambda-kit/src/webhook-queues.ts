import * as z from 'zod';

const queuesSchema = z.record(z.string(), z.url());

/** The value of a variable with `{ nameOf: 'webhook-queues' }`: the URL of each endpoint's queue, by endpoint name. */
export function parseWebhookQueues(variable: string): Readonly<Record<string, string>> {
  return queuesSchema.parse(JSON.parse(variable));
}
