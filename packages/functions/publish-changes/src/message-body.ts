import type { WebhookEvent } from './webhook-event.ts';

/**
 * An event as JSON that SQS takes. Object keys may hold U+FFFE and U+FFFF, which SQS refuses for ever: a backslash
 * and their number say the same. JSON itself escapes what else SQS refuses, control characters and lone surrogates.
 */
export function messageBody(event: WebhookEvent): string {
  return JSON.stringify(event).replace(/[\uFFFE\uFFFF]/g, (character) =>
    character === '\uFFFE' ? '\\ufffe' : '\\uffff',
  );
}
