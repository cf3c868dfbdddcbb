import { useEffect, useRef, useState } from 'preact/hooks';
import { everything, isEverything, type Query, query } from '../collection/query.ts';
import { words } from '../words.ts';
import { chooseShape, isNarrow, shape } from './shape.ts';

const typing = 300; // milliseconds after which somebody has finished a word
const statuses = ['', 'ready', 'processing', 'pending', 'failed'] as const;

/** What to look for. */
export function FilterBar() {
  const { status, sort } = query.value;
  return (
    <search aria-label={words.search}>
      {/* On a phone the photos come first. */}
      <details open={!isNarrow}>
        <summary>{words.search}</summary>
        <div class="filters">
          <Text label={words.searchName} field="name" type="search" />
          <Text label={words.searchTag} field="tag" type="search" />
          <Text label={words.searchCamera} field="camera" type="search" />
          <Text label={words.takenFrom} field="takenFrom" type="month" />
          <Text label={words.takenTo} field="takenTo" type="month" />
          <label>
            {words.status}
            <select
              value={status}
              onChange={({ currentTarget }) => {
                const chosen = statuses.find((name) => name === currentTarget.value) ?? '';
                change({ status: chosen });
              }}
            >
              {statuses.map((name) => (
                <option key={name} value={name}>
                  {words.statuses[name === '' ? 'all' : name]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.sort}
            <select
              value={sort}
              onChange={({ currentTarget }) =>
                change({ sort: currentTarget.value === 'taken' ? 'taken' : 'uploaded' })
              }
            >
              <option value="uploaded">{words.sortUploaded}</option>
              <option value="taken">{words.sortTaken}</option>
            </select>
          </label>
          <button
            type="button"
            aria-pressed={shape.value === 'square'}
            onClick={() => chooseShape(shape.value === 'square' ? 'justified' : 'square')}
          >
            {words.squares}
          </button>
          {!isEverything.value && (
            <button type="button" onClick={() => change(everything)}>
              {words.showAll}
            </button>
          )}
        </div>
      </details>
    </search>
  );
}

interface TextProps {
  readonly label: string;
  readonly field: 'name' | 'tag' | 'camera' | 'takenFrom' | 'takenTo';
  readonly type: 'search' | 'month';
}

function Text({ label, field, type }: TextProps) {
  const known = query.value[field];
  const [text, setText] = useState(known);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(known), [known]);
  const take = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ [field]: value.trim() }), typing);
  };
  return (
    <label for={field}>
      {label}
      {type === 'month' ? (
        <input
          id={field}
          type="month"
          value={text}
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
      ) : (
        <input
          id={field}
          type="search"
          value={text}
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
      )}
    </label>
  );
}

function change(said: Partial<Query>): void {
  query.value = { ...query.value, ...said };
}
