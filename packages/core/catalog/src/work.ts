import type { ImageTable } from './image-table.ts';
import { tableSchema } from './schema.ts';
import { shards } from './shards.ts';

export interface InWork {
  readonly id: string;
  /** When its last attempt began. */
  readonly since: Date;
}

/** The images of all owners that have been in work since before then, longest first, as an index has them. */
export async function imagesInWork(table: ImageTable, before: Date, limit: number): Promise<InWork[]> {
  const range = {
    index: tableSchema.workIndex,
    from: '0',
    to: before.toISOString(),
    newestFirst: false,
    limit,
  };
  const found = await Promise.all(shards.map((partition) => table.find({ ...range, partition })));
  const longest = found.flat().sort().slice(0, limit);
  return longest.map((position) => {
    const [since = '', id = ''] = position.split('#');
    return { id, since: new Date(since) };
  });
}
