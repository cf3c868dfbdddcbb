import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Which parts people opened and closed, for the next photo too. */
const chosen = new Map<string, boolean>();

/** A part of the panel; nothing in it runs before it is opened. */
export function Section({
  title,
  isOpen = false,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}) {
  const [isShown, setShown] = useState(chosen.get(title) ?? isOpen);
  const toggle = (isNow: boolean) => {
    chosen.set(title, isNow);
    setShown(isNow);
  };
  return (
    <details open={isShown} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary>{title}</summary>
      {isShown && children}
    </details>
  );
}
