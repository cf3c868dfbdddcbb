import { LRUCache } from 'lru-cache';
import { type StoredObject, sizeOf } from './stored-object.ts';

/** What the edge keeps, in memory alone: it is empty after a restart. */
export interface EdgeCache {
  get(key: string): StoredObject | undefined;
  /** Keeps an object, unless an invalidation came after `since`: what was asked before it may be what it is about. */
  put(distributionId: string, key: string, object: StoredObject, since: number): void;
  delete(key: string): void;
  invalidate(distributionId: string, paths: readonly string[]): void;
  /** A number that grows with every invalidation. */
  now(): number;
}

const mostBytes = 256 * 1024 ** 2;

/** Larger objects pass through: a few of them would leave no room for others. */
export const largestObject = 32 * 1024 ** 2;

export function createEdgeCache(): EdgeCache {
  const objects = new LRUCache<string, StoredObject & { readonly distributionId: string }>({
    maxSize: mostBytes,
    sizeCalculation: sizeOf,
  });
  const invalidations = new Map<string, number>();
  let clock = 0;

  return {
    get: (key) => objects.get(key),
    put(distributionId, key, object, since) {
      if (object.body.length > largestObject || (invalidations.get(distributionId) ?? 0) > since) return;
      objects.set(key, { ...object, distributionId });
    },
    delete: (key) => {
      objects.delete(key);
    },
    invalidate(distributionId, paths) {
      clock += 1;
      invalidations.set(distributionId, clock);
      const matchers = paths.map(matcher);
      for (const [key, object] of objects.entries())
        if (object.distributionId === distributionId && matchers.some((matches) => matches(object.path)))
          objects.delete(key);
    },
    now: () => clock,
  };
}

/** All variants of a path, whatever their queries; a `*` at the end is any text. Source: developer guide, "What you need to know when invalidating files". */
function matcher(pattern: string): (path: string) => boolean {
  const path = pattern.split('?')[0] ?? '';
  if (!path.endsWith('*')) return (other) => other === path;
  const prefix = path.slice(0, -1);
  return (other) => other.startsWith(prefix);
}
