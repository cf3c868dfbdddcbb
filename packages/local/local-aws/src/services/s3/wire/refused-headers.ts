import { notImplemented } from '../errors.ts';

const unserved =
  /^x-amz-(object-lock-(mode|retain-until-date|legal-hold)|write-offset-bytes|(copy-source-)?server-side-encryption-customer-.+)$/;

/**
 * Throws NotImplemented for headers, or fields of a form, that ask for what local-aws does not do: whoever sends one
 * counts on it.
 */
export function refuseUnservedHeaders(headers: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(headers).find((header) => unserved.test(header));
  if (name !== undefined) throw notImplemented(name);
}
