import { z } from 'zod';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { entityNotFound } from '../faults.ts';
import type { KeyValueStore } from './key-value-store.ts';

export const storeName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
export const storeComment = z.string().max(128).optional();

/** Throws EntityNotFound. */
export async function findStore(state: CloudFrontState, name: string): Promise<KeyValueStore> {
  const found = await state.keyValueStores.get(name);
  if (!found) throw entityNotFound();
  return found;
}
