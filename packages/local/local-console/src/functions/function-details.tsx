import { useState } from 'preact/hooks';
import type { FunctionFacts } from '../api/resources.ts';
import { invocations, type Step } from '../api/steps.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { StepDetails } from '../trail/step-details.tsx';
import { clock, duration } from '../words.ts';
import { ConcurrencyChart } from './concurrency-chart.tsx';
import { InvokeForm } from './invoke-form.tsx';

export function FunctionDetails({ found }: { readonly found: FunctionFacts }) {
  const { name, environments, variables } = found;
  const asked = useAsked(`/invocations?limit=100&function=${encodeURIComponent(name)}`, invocations);
  return (
    <section aria-labelledby="function-name">
      <h2 id="function-name">{name}</h2>
      <Loaded asked={asked}>
        {({ invocations: tries }) => (
          <>
            <ConcurrencyChart tries={tries} />
            <h3>Invocations</h3>
            {tries.length === 0 ? <p class="quiet">None is kept.</p> : <Invocations tries={tries} />}
          </>
        )}
      </Loaded>
      <InvokeForm name={name} />
      <h3>Execution environments</h3>
      {environments.length === 0 ? (
        <p class="quiet">None now. The next invocation starts one.</p>
      ) : (
        <Table
          caption={`Execution environments of ${name}`}
          columns={['Log stream', 'Since', 'State', 'Most memory']}
          rows={environments.map((one) => ({
            key: one.logStream,
            cells: [
              one.logStream,
              clock(one.startedAt),
              one.isBusy ? 'busy' : 'idle',
              `${one.maxMemoryUsed} MB`,
            ],
          }))}
        />
      )}
      <details>
        <summary>Environment variables</summary>
        <Table
          caption={`Environment variables of ${name}`}
          columns={['Name', 'Value']}
          rows={Object.entries(variables).map(([key, value]) => ({ key, cells: [key, value] }))}
        />
      </details>
    </section>
  );
}

function Invocations({ tries }: { readonly tries: readonly Step[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <ol class="waterfall">
      {tries.map((step) => {
        const isOpen = open === step.id;
        const { startedAt, endedAt, error, facts } = step;
        return (
          <li key={step.id} class={error ? 'failed' : undefined}>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? undefined : step.id)}
            >
              <span class="label">
                <span class="name">{clock(startedAt)}</span>
                {error ? (
                  <span class="bad">{error.code}</span>
                ) : (
                  <span class="quiet">{endedAt ? 'ok' : 'running'}</span>
                )}
              </span>
              <span class="quiet">
                {facts.maxMemoryUsed === undefined ? '' : `${facts.maxMemoryUsed} of ${facts.memorySize} MB`}
                {facts.initDurationMs === undefined
                  ? ''
                  : ` · cold, ${duration(Number(facts.initDurationMs))}`}
              </span>
              <span class="took">{endedAt === undefined ? '' : duration(endedAt - startedAt)}</span>
            </button>
            {isOpen && <StepDetails id={step.id} />}
          </li>
        );
      })}
    </ol>
  );
}
