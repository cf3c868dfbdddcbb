/**
 * The table as data: `infra` builds it from this and the catalog reads and writes through it, so the two
 * cannot drift apart. Nothing here imports the AWS SDK.
 */
export const tableSchema = {
  partitionKey: 'pk',
  /** Prefix of the images' keys. The table's other rows are the totals and the ledger's entries. */
  imagePrefix: 'image#',
  /** Keys of what somebody is working on; see `leases.ts`. */
  leasePrefix: 'lease#',
  /** Newest-first listings. Tombstones have neither attribute, so they are in no listing. */
  statusIndex: { name: 'by-status', partitionKey: 'listing', sortKey: 'createdAtId', projection: 'ALL' },
  /** Epoch seconds; DynamoDB removes the item some time later. */
  timeToLive: 'expiresAt',
} as const;
