import { bucketOfHost } from '../../../protocol/virtual-host.ts';

export type OriginKind =
  | { readonly kind: 's3'; readonly bucket: string }
  | { readonly kind: 'lambda'; readonly urlId: string }
  | { readonly kind: 'custom' };

/** What a domain name leads to: a bucket, a function's URL, or a server that is not of this cloud. */
export function originKind(domainName: string): OriginKind {
  const name = domainName.toLowerCase();
  const urlId = /^([a-z0-9]+)\.lambda-url\./.exec(name)?.[1];
  if (urlId !== undefined) return { kind: 'lambda', urlId };
  const bucket = /\.s3[.-]/.test(name) ? bucketOfHost(name) : undefined;
  return bucket === undefined ? { kind: 'custom' } : { kind: 's3', bucket };
}
