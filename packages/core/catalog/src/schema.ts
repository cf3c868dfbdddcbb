/**
 * The table as data: `infra` builds it from this and the catalog reads and writes through it, so the two
 * cannot drift apart. Nothing here imports the AWS SDK.
 */
export const tableSchema = {
  partitionKey: 'pk',
  /** Keys of images begin so. The table's other rows are the totals and what has been counted. */
  imagePrefix: 'image#',
  /** Newest-first listings. Tombstones carry neither attribute, so they are in no listing. */
  statusIndex: { name: 'by-status', partitionKey: 'listing', sortKey: 'createdAtId', projection: 'ALL' },
  /** Epoch seconds; DynamoDB removes the item some time after. */
  timeToLive: 'expiresAt',
} as const;
