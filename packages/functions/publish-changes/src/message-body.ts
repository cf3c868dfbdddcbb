import type { WebhookEvent } from './webhook-event.ts';

/**
 * An event as JSON that SQS accepts. Object keys may contain U+FFFE and U+FFFF, which SQS always refuses, so they are
 * escaped with a backslash and their number. JSON itself escapes control characters and lone surrogates.
 */
export function messageBody(event: WebhookEvent): string {
  return JSON.stringify(event).replace(/[\uFFFE\uFFFF]/g, (character) =>
    character === '\uFFFE' ? '\\ufffe' : '\\uffff',
  );
}
