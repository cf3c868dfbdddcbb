/**
 * An index's partition takes 1,000 write units a second, and DynamoDB throttles the writes of the table behind it. It cannot
 * split one whose sort keys only grow, as times do ("Using write sharding to distribute workloads evenly"). So what an
 * owner has is spread over so many partitions, and a list merges them; there can be more later, and never fewer.
 */
export const shards = ['0', '1', '2', '3'] as const;

/** Of an image, by its id: a hash, so each has as many. */
export function shardOf(id: string): string {
  return String(Number.parseInt(id.slice(-2), 16) % shards.length);
}
