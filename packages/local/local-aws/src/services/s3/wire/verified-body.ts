import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import { badDigest, invalidRequest } from '../errors.ts';
import { decodeAwsChunked, incompleteBody } from './aws-chunked.ts';
import { type BodyClaims, claimsOf, isDigest } from './body-claims.ts';
import { type ChecksumAlgorithm, checksumHeader, type RunningChecksum, runningChecksum } from './checksum.ts';

/** What was received, known once the stream has been read to its end. */
export interface BodyDigests {
  readonly bytes: number;
  /** Hex. */
  readonly md5: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

export interface VerifiedBody {
  /** Throws at its end if a digest that the client sent does not match. */
  readonly stream: AsyncIterable<Buffer>;
  digests(): BodyDigests;
}

/** The body of a request: decoded from aws-chunked, hashed while it streams, verified at its end. */
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

/** If a client disconnects in the middle, its body is incomplete. */
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
  const contentMd5 = digest.toString('base64');
  if (claims.contentMd5 !== undefined && claims.contentMd5 !== contentMd5)
    throw badDigest({ ExpectedDigest: claims.contentMd5, CalculatedDigest: contentMd5 });
  const contentSha256 = sha256?.digest('hex');
  if (contentSha256 !== claims.sha256) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
      {
        fields: {
          ClientComputedContentSHA256: claims.sha256,
          S3ComputedContentSHA256: contentSha256,
        },
      },
    );
  }
  if (!algorithm || !running) return done({ bytes, md5: digest.toString('hex') });

  const value = Buffer.from(await running.digest()).toString('base64');
  const claimed = claims.checksum?.value ?? trailingValue(claims, trailers);
  if (claimed !== undefined && claimed !== value) {
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  done({ bytes, md5: digest.toString('hex'), checksum: { algorithm, value } });
}

/** The value after the body; throws if one was announced and is missing or malformed. */
function trailingValue({ checksum }: BodyClaims, trailers: ReadonlyMap<string, string>): string | undefined {
  if (!checksum?.trailing) return undefined;
  const name = checksumHeader(checksum.algorithm);
  const value = trailers.get(name);
  if (value === undefined) {
    throw new AwsError(
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    );
  }
  if (isDigest(value, checksum.algorithm)) return value;
  throw invalidRequest(`Value for ${name} trailing header is invalid.`);
}
