export interface TableIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection: 'ALL' | 'KEYS_ONLY';
}

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
  /** An owner's images, newest first. Its keys stay the same as long as an image lives; tombstones are in no index. */
  createdIndex: index('by-created', 'createdShard', 'createdAtId'),
  /** Those of one status, newest first. */
  stateIndex: index('by-state', 'stateShard', 'createdAtId'),
  /** Those in work, whoever owns them, longest first. No other image has its keys. */
  workIndex: index('by-work', 'workShard', 'begunAtId'),
  /** Of the release before; see `legacy/old-index.ts`. */
  oldIndex: { name: 'by-status', partitionKey: 'listing', sortKey: 'createdAtId', projection: 'ALL' },
  /** Images of the same bytes, oldest first. */
  bytesIndex: index('by-bytes', 'bytes', 'createdAtId'),
  /** Images that share one of the bands of their perceptual hashes; see `likeness.ts`. */
  bandIndexes: [0, 1, 2, 3, 4, 5].map((band) => index(`by-band-${band}`, `band${band}`, 'likeness')),
  /** By what people look for images: file names, and tags, which have rows of their own; see `terms.ts`. */
  termIndex: index('by-term', 'term', 'termPosition'),
  /** Of photos whose file says when they were taken. */
  takenIndex: index('by-taken', 'term', 'takenAtId'),
  /** Prefix of the keys of those rows. */
  tagPrefix: 'tag#',
  /** Epoch seconds; DynamoDB removes the item some time later. */
  timeToLive: 'expiresAt',
} as const;

/** The code of the failure of an image that a step has vetoed. */
export const vetoCode = 'Vetoed';

export const tableIndexes: readonly TableIndex[] = [
  tableSchema.oldIndex,
  tableSchema.bytesIndex,
  ...tableSchema.bandIndexes,
  tableSchema.termIndex,
  tableSchema.takenIndex,
  tableSchema.createdIndex,
  tableSchema.stateIndex,
  tableSchema.workIndex,
];

/** The attributes that are keys of the table or of an index, all of them text. */
export const keyAttributes: readonly string[] = [
  ...new Set([
    tableSchema.partitionKey,
    ...tableIndexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  ]),
];

/** Only keys, so a write that changes none of them costs nothing here. */
function index(name: string, partitionKey: string, sortKey: string): TableIndex {
  return { name, partitionKey, sortKey, projection: 'KEYS_ONLY' };
}
