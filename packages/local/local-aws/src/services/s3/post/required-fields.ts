import { accessDenied, invalidArgument } from '../errors.ts';
import type { UploadForm } from './read-form.ts';

const signatureV4 = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Signature'];
const signatureV2 = ['AWSAccessKeyId', 'Signature'];

/** Throws for a form without a key, or with an incomplete signature. Source: S3 API reference, "POST Object". */
export function checkRequiredFields(fields: UploadForm['fields']): void {
  if (!fields.key) throw missing('key');
  const has = (name: string) => fields[name.toLowerCase()] !== undefined;
  const signed = [...signatureV4, ...signatureV2].some(has);
  if (!has('policy')) {
    if (signed) throw missing('policy');
    return;
  }
  if (!signed) throw accessDenied();
  const absent = (signatureV4.some(has) ? signatureV4 : signatureV2).find((name) => !has(name));
  if (absent !== undefined) throw missing(absent);
}

function missing(name: string) {
  return invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  );
}
