import type { UnsignedRequest } from '../../protocol/message.ts';

/** The credentials that a signature claims to be made with. */
export interface AccessKeyClaim {
  readonly accessKeyId: string;
  /** Sent with temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** With the secret itself, or with a key pair that follows from it and is good in every region (SigV4A). */
const algorithms = ['AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'] as const;

export type SigningAlgorithm = (typeof algorithms)[number];

/** A request's Signature Version 4, from its headers or its presigned query, before it is verified. */
export interface SignatureClaim extends AccessKeyClaim {
  readonly algorithm: SigningAlgorithm;
  /** `YYYYMMDD` */
  readonly date: string;
  /** Empty where the signature is good for many regions (SigV4A). */
  readonly region: string;
  readonly service: string;
  /** Lower case. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly signedAt: string;
  /** Only in a presigned URL. */
  readonly expiresSeconds?: number;
}

/** Undefined if the request has none: it is anonymous. */
export function signatureClaim(request: UnsignedRequest): SignatureClaim | 'malformed' | undefined {
  const { headers, query } = request;
  const algorithm = algorithms.find((name) => headers.authorization?.startsWith(name));
  if (algorithm) return headerClaim(request, algorithm);
  if (query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256') return queryClaim(query);
  return undefined;
}

function headerClaim(
  { headers }: UnsignedRequest,
  algorithm: SigningAlgorithm,
): SignatureClaim | 'malformed' {
  const { authorization = '' } = headers;
  const member = (name: string) => new RegExp(`[ ,]${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? '';
  const token = headers['x-amz-security-token'];
  return claim({
    algorithm,
    credential: member('Credential'),
    signedHeaders: member('SignedHeaders'),
    signature: member('Signature'),
    signedAt: String(headers['x-amz-date'] ?? isoBasic(headers.date)),
    ...(token === undefined ? {} : { sessionToken: String(token) }),
  });
}

function queryClaim(query: URLSearchParams): SignatureClaim | 'malformed' {
  const expiresSeconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  const sessionToken = query.get('X-Amz-Security-Token');
  if (!(expiresSeconds >= 0)) return 'malformed';
  return claim({
    algorithm: 'AWS4-HMAC-SHA256',
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    signedAt: query.get('X-Amz-Date') ?? '',
    expiresSeconds,
    ...(sessionToken === null ? {} : { sessionToken }),
  });
}

const scopes: Readonly<Record<SigningAlgorithm, RegExp>> = {
  'AWS4-HMAC-SHA256':
    /^(?<accessKeyId>.+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request$/,
  'AWS4-ECDSA-P256-SHA256': /^(?<accessKeyId>.+)\/(?<date>\d{8})\/(?<service>[^/]+)\/aws4_request$/,
};

function claim(parts: {
  readonly algorithm: SigningAlgorithm;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly signedAt: string;
  readonly sessionToken?: string;
  readonly expiresSeconds?: number;
}): SignatureClaim | 'malformed' {
  const { credential, signedHeaders, ...rest } = parts;
  const scope = scopes[rest.algorithm].exec(credential)?.groups;
  if (!scope || !signedHeaders || !rest.signature || !/^\d{8}T\d{6}Z$/.test(rest.signedAt))
    return 'malformed';
  const { accessKeyId = '', date = '', region = '', service = '' } = scope;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    ...rest,
  };
}

/** `YYYYMMDDTHHMMSSZ` as a time. */
export function timeOf(signedAt: string): Date {
  return new Date(signedAt.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** An HTTP date in the form of `x-amz-date`, which signers may leave out. */
function isoBasic(date: string | undefined): string {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
