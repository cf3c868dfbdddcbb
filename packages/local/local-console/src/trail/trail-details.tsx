import { useState } from 'preact/hooks';
import { steps } from '../api/steps.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { duration, lastName } from '../words.ts';
import { StepDetails } from './step-details.tsx';
import { type Row, titleOf, waterfall } from './waterfall.ts';

/** A trail as a waterfall: each step below its cause, with what it waited. */
export function TrailDetails({ id }: { readonly id: string }) {
  const asked = useAsked(`/trails/${id}`, steps);
  const [open, setOpen] = useState<string>();
  return (
    <section aria-label="The trail">
      <Loaded asked={asked}>
        {({ spans }) => (
          <ol class="waterfall">
            {waterfall(spans, Date.now()).map((row) => {
              const { step } = row;
              const isOpen = open === step.id;
              return (
                <li key={step.id} class={step.error ? 'failed' : undefined}>
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    onClick={() => setOpen(isOpen ? undefined : step.id)}
                  >
                    <StepRow row={row} />
                  </button>
                  {isOpen && <StepDetails id={step.id} />}
                </li>
              );
            })}
          </ol>
        )}
      </Loaded>
    </section>
  );
}

function StepRow({ row }: { readonly row: Row }) {
  const { step, depth, left, width, waited } = row;
  const { kind, target, error, startedAt, endedAt, facts } = step;
  const where = target === undefined || target === '/' ? facts.destination : target;
  const ended = endedAt === undefined ? 'running' : duration(endedAt - startedAt);
  return (
    <>
      <span class="label" style={{ paddingInlineStart: `${Math.min(depth, 8) * 0.8}rem` }}>
        <span class="name">{titleOf(row)}</span>
        {where !== undefined && <span class="target">{lastName(String(where))}</span>}
        {error && <span class="bad">{error.code}</span>}
      </span>
      <span class="lane" aria-hidden="true">
        <span class={`bar ${kind}`} style={{ insetInlineStart: `${left}%`, width: `${width}%` }} />
      </span>
      <span class="took">
        {ended}
        {waited >= 1 && <span class="quiet"> after {duration(waited)}</span>}
      </span>
    </>
  );
}
