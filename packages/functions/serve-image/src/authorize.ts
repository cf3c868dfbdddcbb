import { type Address, canonicalText, scopeOf } from '@darkroom/image-url';
import { type SigningKey, verifyToken } from '@darkroom/image-url/sign';
import { Problem } from './problem.ts';

export interface Access {
  /** Whether everything needs a signature, presets too. */
  readonly signed: boolean;
  /** Widths in pixels that need none where presets need none. */
  readonly widths: readonly number[];
  /** The keys that are good at this moment. */
  keys(): Promise<readonly SigningKey[]>;
}

/** Throws a `Problem` with 403 for what the address needs a signature for and has none that is good. */
export async function authorize(
  address: Address,
  token: string | undefined,
  { signed, widths, keys }: Access,
  now: Date,
): Promise<void> {
  if (!signed && isOpen(address, widths)) return;
  if (token === undefined) throw refusal('SignatureMissing', 'This address needs a signature, ?s=…');
  const verdict = verifyToken(token, { id: address.id, scope: scopeOf(address), keys: await keys(), now });
  if (verdict === 'expired') throw refusal('SignatureExpired', 'The signature of this address has expired.');
  if (verdict === 'invalid') throw refusal('SignatureInvalid', 'The signature is not that of this address.');
}

function isOpen(address: Address, widths: readonly number[]): boolean {
  if (address.kind !== 'transform') return true;
  return widths.some((width) => canonicalText(address.transform) === `w_${width}`);
}

function refusal(
  code: 'SignatureMissing' | 'SignatureExpired' | 'SignatureInvalid',
  detail: string,
): Problem {
  return new Problem(403, code, detail);
}
