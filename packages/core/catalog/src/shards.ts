/**
 * An index's partition takes 1,000 write units a second, and DynamoDB throttles the writes of the table behind it. It cannot
 * split one whose sort keys only grow, as times do ("Using write sharding to distribute workloads evenly"). So what an
 * owner has is spread over so many partitions, and a list merges them. An image takes two units of a status that it enters
 * and leaves, and one of its name: with two shards both last for 1,000 uploads a second (docs/limits.md). There can be more
 * shards later, and never fewer.
 */
export const shards = ['0', '1'] as const;

/** Of an image, by its id: a hash, so each has as many. */
export function shardOf(id: string): string {
  return String(Number.parseInt(id.slice(-2), 16) % shards.length);
}
