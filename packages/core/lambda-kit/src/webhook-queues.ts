import { z } from 'zod';

const queuesSchema = z.record(z.string(), z.url());

/** What `{ nameOf: 'webhook-queues' }` puts into a variable: the URL of each endpoint's queue, by the endpoint's name. */
export function parseWebhookQueues(variable: string): Readonly<Record<string, string>> {
  return queuesSchema.parse(JSON.parse(variable));
}
