import { useState } from 'preact/hooks';
import { send } from '../api/ask.ts';
import { replayed, type Step, step } from '../api/steps.ts';
import { useAsked } from '../api/use-asked.ts';
import { Code } from '../parts/code.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { href } from '../routes.ts';
import { clock, readable, size } from '../words.ts';

/** All that is kept of a step, and a way to make it again. */
export function StepDetails({ id }: { readonly id: string }) {
  const asked = useAsked(`/spans/${id}`, step);
  return (
    <div class="details">
      <Loaded asked={asked}>
        {(found) => (
          <>
            <Facts step={found} />
            {found.error && (
              <p class="problem">
                {found.error.code}: {found.error.message}
              </p>
            )}
            {found.output && <Code label="Result" text={found.output.text} />}
            {found.log && <Code label="Log" text={found.log} />}
            {found.input && <Code label={`Payload, ${size(found.input.bytes)}`} text={found.input.text} />}
            <Replay step={found} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Facts({ step: { startedAt, caller, target, facts } }: { readonly step: Step }) {
  const shown: Record<string, string | number> = {
    began: clock(startedAt),
    ...(target === undefined || target === '/' ? {} : { target }),
    ...(caller === undefined ? {} : { caller }),
    ...facts,
  };
  return (
    <dl class="facts">
      {Object.entries(shown).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Sends the step again, as it was or edited, and links to what follows. */
function Replay({ step: { id, input } }: { readonly step: Step }) {
  const [draft, setDraft] = useState<string>();
  const [trailId, setTrailId] = useState<string>();
  const [problem, setProblem] = useState('');
  async function run(body: object) {
    setProblem('');
    setTrailId(undefined);
    try {
      setTrailId((await send('POST', `/spans/${id}/replay`, body, replayed)).trailId);
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <div class="replay">
      {draft !== undefined && (
        <label>
          Edited payload
          <textarea rows={10} value={draft} onInput={(event) => setDraft(event.currentTarget.value)} />
        </label>
      )}
      <p class="buttons">
        <button type="button" onClick={() => run({})}>
          Replay
        </button>
        {input && draft === undefined && (
          <button type="button" onClick={() => setDraft(readable(input.text))}>
            Edit and resend
          </button>
        )}
        {draft !== undefined && (
          <>
            <button type="button" onClick={() => run({ payload: draft })}>
              Send edited
            </button>
            <button type="button" onClick={() => setDraft(undefined)}>
              Discard
            </button>
          </>
        )}
        <span role="status">
          {problem && <span class="bad">{problem}</span>}
          {trailId !== undefined && <a href={href('trails', trailId)}>Sent. Open its trail</a>}
        </span>
      </p>
    </div>
  );
}
