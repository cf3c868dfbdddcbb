import { useState } from 'preact/hooks';
import { type Trail, trailList } from '../api/steps.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { href } from '../routes.ts';
import { clock, count, duration } from '../words.ts';
import { TrailDetails } from './trail-details.tsx';

export function TrailsView({ open: [id] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/trails?limit=200', trailList);
  const [word, setWord] = useState('');
  const [onlyFailed, setOnlyFailed] = useState(false);
  const matches = (trail: Trail) =>
    (!onlyFailed || trail.errors > 0) &&
    `${trail.service} ${trail.name} ${trail.target}`.toLowerCase().includes(word.toLowerCase());
  return (
    <div class="split">
      <section aria-label="What came from outside">
        <search class="filters">
          <label>
            Find <input type="search" value={word} onInput={(event) => setWord(event.currentTarget.value)} />
          </label>
          <label>
            <input
              type="checkbox"
              checked={onlyFailed}
              onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
            />
            Failed only
          </label>
        </search>
        <Loaded asked={asked}>
          {({ trails }) =>
            trails.length === 0 ? (
              <p class="quiet">Nothing has happened yet. Upload a file or invoke a function.</p>
            ) : (
              <ol class="trails">
                {trails.filter(matches).map((trail) => (
                  <li key={trail.id}>
                    <TrailLink trail={trail} isOpen={trail.id === id} />
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      </section>
      {id === undefined ? (
        <p class="quiet">Choose one to see what followed.</p>
      ) : (
        <TrailDetails key={id} id={id} />
      )}
    </div>
  );
}

function TrailLink({ trail, isOpen }: { readonly trail: Trail; readonly isOpen: boolean }) {
  const { id, service, name, target, startedAt, lastAt, steps, errors, isRunning } = trail;
  return (
    <a href={href('trails', id)} aria-current={isOpen ? 'true' : undefined}>
      <span class="name">
        {service} {name}
      </span>
      <span class="target">{target}</span>
      <span class="quiet">
        {clock(startedAt)} · {count(steps, 'step')} · {isRunning ? 'running' : duration(lastAt - startedAt)}
      </span>
      {errors > 0 && <span class="bad">{count(errors, 'error')}</span>}
    </a>
  );
}
