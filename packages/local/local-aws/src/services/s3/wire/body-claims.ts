import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, checksumBytes, checksumHeader } from './checksum.ts';

/** The client's claims about its body. */
export interface BodyClaims {
  readonly bytes?: number;
  readonly contentMd5?: string;
  /** Hex SHA-256 that the request's signature covers. */
  readonly sha256?: string;
  readonly checksum?: {
    readonly algorithm: ChecksumAlgorithm;
    readonly value?: string;
    /** The value comes after the body. */
    readonly trailing?: true;
  };
}

/** Reads the claims from the headers; throws for those that cannot be true. */
export function claimsOf(
  headers: IncomingHttpHeaders,
  defaultAlgorithm: ChecksumAlgorithm | undefined,
): BodyClaims {
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (length === undefined) {
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  const contentMd5 = headers['content-md5'];
  if (contentMd5 !== undefined && Buffer.from(String(contentMd5), 'base64').length !== 16) {
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
      fields: { 'Content-MD5': String(contentMd5) },
    });
  }
  const payloadHash = payloadHashOf(headers);
  const checksum = checksumClaim(headers, defaultAlgorithm);
  return {
    bytes: Number(length),
    ...(contentMd5 === undefined ? {} : { contentMd5: String(contentMd5) }),
    ...(/^[0-9a-f]{64}$/.test(payloadHash) ? { sha256: payloadHash } : {}),
    ...(checksum ? { checksum } : {}),
  };
}

function payloadHashOf(headers: IncomingHttpHeaders): string {
  const name = 'x-amz-content-sha256';
  const hash = String(headers[name] ?? '');
  if (/^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+|)$/.test(hash)) return hash;
  throw invalidArgument(
    `${name} must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.`,
    name,
    hash,
  );
}

/** The checksum that the client claims, in a header or after the body. */
export function checksumClaim(
  headers: IncomingHttpHeaders,
  defaultAlgorithm?: ChecksumAlgorithm,
): BodyClaims['checksum'] {
  const sent = checksumAlgorithms.filter((algorithm) => headers[checksumHeader(algorithm)] !== undefined);
  if (sent.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [inHeader] = sent;
  const trailing = announcedTrailer(headers);
  checkNamed(headers, inHeader ?? trailing);
  if (inHeader) {
    const value = String(headers[checksumHeader(inHeader)]);
    if (isDigest(value, inHeader)) return { algorithm: inHeader, value };
    throw invalidRequest(`Value for ${checksumHeader(inHeader)} header is invalid.`);
  }
  if (trailing) return { algorithm: trailing, trailing: true };
  return defaultAlgorithm && { algorithm: defaultAlgorithm };
}

function announcedTrailer(headers: IncomingHttpHeaders): ChecksumAlgorithm | undefined {
  if (headers['x-amz-trailer'] === undefined) return undefined;
  const trailer = String(headers['x-amz-trailer']).toLowerCase();
  const algorithm = checksumAlgorithms.find((candidate) => checksumHeader(candidate) === trailer);
  if (algorithm) return algorithm;
  throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
}

/** `x-amz-sdk-checksum-algorithm` must match the checksum that is sent. */
function checkNamed(headers: IncomingHttpHeaders, sent: ChecksumAlgorithm | undefined): void {
  const name = 'x-amz-sdk-checksum-algorithm';
  const named = headers[name];
  if (named === undefined) return;
  if (sent === undefined) {
    throw invalidRequest(
      `${name} specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.`,
    );
  }
  if (String(named).toUpperCase() !== sent) throw invalidRequest(`Value for ${name} header is invalid.`);
}

/** Whether a text is a digest of the algorithm in Base64. */
export function isDigest(value: string, algorithm: ChecksumAlgorithm): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === checksumBytes[algorithm] && bytes.toString('base64') === value;
}
