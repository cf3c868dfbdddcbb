import type { Item } from '../attribute-value.ts';
import type { Table } from '../tables/table.ts';

/** One item that a write has created, replaced or deleted. */
export interface ItemChange {
  readonly table: Table;
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}
