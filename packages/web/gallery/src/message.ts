import { signal } from '@preact/signals';

/** What the page last had to say; screen readers hear it. */
export const message = signal('');

/** Says what went wrong. */
export function report(error: unknown): void {
  message.value = sentenceOf(error);
}

/** What went wrong, for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
