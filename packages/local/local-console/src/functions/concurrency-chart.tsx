import type { Step } from '../api/steps.ts';
import { clock } from '../words.ts';
import { concurrency } from './concurrency.ts';

/** Concurrency over time, as steps. */
export function ConcurrencyChart({ tries }: { readonly tries: readonly Step[] }) {
  const levels = concurrency(tries);
  const [first, last] = [levels[0], levels.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(...levels.map(({ running }) => running));
  const x = (at: number) => ((at - first.at) / Math.max(last.at - first.at, 1)) * 600;
  const y = (running: number) => 60 - (running / most) * 56;
  const line = levels.map(({ at, running }) => `H${x(at).toFixed(1)} V${y(running).toFixed(1)}`).join(' ');
  return (
    <figure class="chart">
      <figcaption>
        Concurrency: at most {most}, {clock(first.at)} to {clock(last.at)}
      </figcaption>
      <svg viewBox="0 0 600 64" preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 60 ${line} V60 Z`} />
      </svg>
    </figure>
  );
}
