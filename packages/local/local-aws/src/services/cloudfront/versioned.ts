import { randomBytes } from 'node:crypto';
import { invalidIfMatch, preconditionFailed } from './faults.ts';

/** A document that changes only for who has seen its last version. */
export interface Versioned<Config> {
  readonly id: string;
  readonly etag: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  readonly config: Config;
}

/** As CloudFront's ids and ETags look: `E2QWRUHAPOMQZL`. */
export function newId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return `E${[...randomBytes(13)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}

/** Throws InvalidIfMatchVersion for none or what is no version at all, PreconditionFailed for an older one. */
export function checkIfMatch(ifMatch: string | undefined, { etag }: { readonly etag: string }): void {
  if (ifMatch === undefined || !/^"?E[A-Z0-9]{13}"?$/.test(ifMatch)) throw invalidIfMatch();
  if (ifMatch.replaceAll('"', '') !== etag) throw preconditionFailed();
}
