import type { Item } from '../attribute-value.ts';
import type { Table } from '../tables/table.ts';

/** The time at which each table's first item expires, so that most checks read nothing. */
export interface ExpiryTimes {
  /** Records an item that may expire. */
  expect(table: Table, item: Item | undefined): void;
  /** Makes the next check search a whole table. */
  lookThrough(tableName: string): void;
  /** The tables to search at a time, in seconds since 1970; each is returned once. */
  takeDue(now: number): string[];
}

export function createExpiryTimes(): ExpiryTimes {
  const next = new Map<string, number>();

  function expectAt(tableName: string, at: number): void {
    next.set(tableName, Math.min(at, next.get(tableName) ?? at));
  }

  return {
    expect(table, item) {
      const at = table.timeToLive && item ? expiryTime(item, table.timeToLive) : undefined;
      if (at !== undefined) expectAt(table.description.TableName, at);
    },
    lookThrough: (tableName) => expectAt(tableName, 0),
    takeDue(now) {
      const due = [...next].filter(([, at]) => at <= now).map(([tableName]) => tableName);
      for (const tableName of due) next.delete(tableName);
      return due;
    },
  };
}

/** Seconds since 1970; undefined for an item that does not expire. */
export function expiryTime(item: Item, attribute: string): number | undefined {
  const number = item[attribute]?.N;
  return typeof number === 'string' ? Number(number) : undefined;
}
