import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

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
  const [isShown, setShown] = useState(isOpen);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
      <summary>{title}</summary>
      {isShown && children}
    </details>
  );
}
