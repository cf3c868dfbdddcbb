import type { Collection } from '../../../storage/collection.ts';

const reserveMs = 10_000;
const perMillisecond = 1n << 20n;

/**
 * Issues the `sequencer` of events: fixed-width upper-case hex, each greater than all before, even after a restart with the
 * clock set back, because a ceiling is stored before numbers below it are used.
 */
export function openSequencers(stored: Pick<Collection<string>, 'get' | 'put'>, now: () => Date) {
  let last: bigint | undefined;
  let ceiling = 0n;

  return {
    /** Callers of one bucket take turns (they hold its lock), but different buckets run at the same time. */
    async next(): Promise<string> {
      if (last === undefined) {
        const found = BigInt(`0x${(await stored.get('ceiling')) ?? '0'}`);
        last ??= found;
      }
      const clock = BigInt(now().getTime()) * perMillisecond;
      const next: bigint = clock > last ? clock : last + 1n;
      last = next;
      if (next >= ceiling) {
        const higher = next + BigInt(reserveMs) * perMillisecond;
        await stored.put('ceiling', hex(higher));
        if (higher > ceiling) ceiling = higher;
      }
      return hex(next);
    },
  };
}

/** 18 digits, as AWS writes them: `0055AED6DCD90281E5`. */
function hex(value: bigint): string {
  return value.toString(16).toUpperCase().padStart(18, '0');
}
