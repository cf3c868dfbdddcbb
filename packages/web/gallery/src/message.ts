import { signal } from '@preact/signals';

/** What the page last had to say; screen readers hear it. */
export const message = signal('');

/** Says what went wrong. */
export function report(error: unknown): void {
  message.value = error instanceof Error ? error.message : String(error);
}
