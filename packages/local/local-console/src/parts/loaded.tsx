import type { ComponentChildren } from 'preact';
import type { Asked } from '../api/use-asked.ts';

/** What was asked for, once it is there; or why it is not. */
export function Loaded<T>({
  asked,
  children,
}: {
  readonly asked: Asked<T>;
  readonly children: (data: T) => ComponentChildren;
}) {
  if (asked.problem !== undefined)
    return (
      <p class="problem" role="alert">
        {asked.problem}
      </p>
    );
  if (asked.data === undefined) return <p class="quiet">Loading…</p>;
  return <>{children(asked.data)}</>;
}
