import type { Versioned } from '../versioned.ts';

/** A policy of AWS's own, by its id, which is the same in every account. */
export function managed<Config>(id: string, config: Config): Versioned<Config> {
  return { id, etag: 'E23ZP02F085DFQ', modifiedAt: '2022-01-01T00:00:00.000Z', config };
}

/** A list of names as CloudFront writes it. */
export function listOf(...Items: string[]) {
  return { Quantity: Items.length, Items };
}
