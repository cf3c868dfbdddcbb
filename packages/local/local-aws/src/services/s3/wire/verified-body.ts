import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import { badDigest, invalidRequest } from '../errors.ts';
import { decodeAwsChunked, incompleteBody } from './aws-chunked.ts';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  isChecksumAlgorithm,
  type RunningChecksum,
  runningChecksum,
} from './checksum.ts';

/** What was received, known once the stream has been read to its end. */
export interface BodyDigests {
  readonly bytes: number;
  /** Hex. */
  readonly md5: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

export interface VerifiedBody {
  /** Throws at its end when a digest that the client sent does not match. */
  readonly stream: AsyncIterable<Buffer>;
  digests(): BodyDigests;
}

/** What the client says about its body. */
export interface BodyClaims {
  readonly bytes?: number;
  readonly contentMd5?: string;
  /** Hex SHA-256 that the request's signature covers. */
  readonly sha256?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
}

/** The body of a request: freed of aws-chunked, hashed on its way, verified at its end. */
export function verifiedRequestBody(
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Buffer>,
  defaultAlgorithm?: ChecksumAlgorithm,
): VerifiedBody {
  const claims = claimsOf(headers, defaultAlgorithm);
  const trailers = new Map<string, string>();
  const chunked = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const decoded = chunked
    ? decodeAwsChunked(received(body), (found) => {
        for (const [name, value] of found) trailers.set(name, value);
      })
    : received(body);
  return verifiedBody(decoded, claims, trailers);
}

/** A client that goes away in the middle has sent an incomplete body. */
async function* received(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'ECONNRESET' ? incompleteBody() : error;
  }
}

export function verifiedBody(
  source: AsyncIterable<Buffer>,
  claims: BodyClaims,
  trailers: ReadonlyMap<string, string> = new Map(),
): VerifiedBody {
  let digests: BodyDigests | undefined;
  return {
    stream: hashed(source, claims, trailers, (result) => {
      digests = result;
    }),
    digests() {
      if (!digests) throw new Error('The body has not been read to its end.');
      return digests;
    },
  };
}

async function* hashed(
  source: AsyncIterable<Buffer>,
  claims: BodyClaims,
  trailers: ReadonlyMap<string, string>,
  done: (digests: BodyDigests) => void,
): AsyncGenerator<Buffer> {
  const md5 = createHash('md5');
  const sha256 = claims.sha256 === undefined ? undefined : createHash('sha256');
  const algorithm = claims.checksum?.algorithm;
  const running: RunningChecksum | undefined = algorithm && runningChecksum(algorithm);
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    md5.update(chunk);
    sha256?.update(chunk);
    running?.update(chunk);
    yield chunk;
  }
  const digest = md5.digest();
  if (claims.bytes !== undefined && bytes !== claims.bytes) throw incompleteBody();
  if (claims.contentMd5 !== undefined && claims.contentMd5 !== digest.toString('base64')) throw badDigest();
  if (sha256 && sha256.digest('hex') !== claims.sha256) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  if (!algorithm || !running) return done({ bytes, md5: digest.toString('hex') });

  const value = Buffer.from(await running.digest()).toString('base64');
  const claimed = claims.checksum?.value ?? trailers.get(checksumHeader(algorithm));
  if (claimed !== undefined && claimed !== value) {
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  done({ bytes, md5: digest.toString('hex'), checksum: { algorithm, value } });
}

function claimsOf(headers: IncomingHttpHeaders, defaultAlgorithm: ChecksumAlgorithm | undefined): BodyClaims {
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (length === undefined) {
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  const contentMd5 = headers['content-md5'];
  if (contentMd5 !== undefined && Buffer.from(String(contentMd5), 'base64').length !== 16) {
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  const payloadHash = String(headers['x-amz-content-sha256'] ?? '');
  const checksum = checksumClaim(headers, defaultAlgorithm);
  return {
    bytes: Number(length),
    ...(contentMd5 === undefined ? {} : { contentMd5: String(contentMd5) }),
    ...(/^[0-9a-f]{64}$/.test(payloadHash) ? { sha256: payloadHash } : {}),
    ...(checksum ? { checksum } : {}),
  };
}

/** Header first, then the announced trailer, then `x-amz-sdk-checksum-algorithm` alone. */
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
  const [algorithm] = sent;
  if (algorithm) {
    const value = String(headers[checksumHeader(algorithm)]);
    const expectedBytes = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm];
    if (Buffer.from(value, 'base64').length !== expectedBytes) {
      throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
    }
    return { algorithm, value };
  }
  const trailer = String(headers['x-amz-trailer'] ?? '').toLowerCase();
  const trailing = checksumAlgorithms.find((candidate) => checksumHeader(candidate) === trailer);
  if (trailing) return { algorithm: trailing };
  const named = String(headers['x-amz-sdk-checksum-algorithm'] ?? '').toUpperCase();
  if (isChecksumAlgorithm(named)) return { algorithm: named };
  return defaultAlgorithm && { algorithm: defaultAlgorithm };
}
