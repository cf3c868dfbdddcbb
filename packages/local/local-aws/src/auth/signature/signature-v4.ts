import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Hash } from '@smithy/core/serde';
import { getCanonicalHeaders, SignatureV4 } from '@smithy/signature-v4';
import type { UnsignedRequest } from '../../protocol/message.ts';
import type { SignatureClaim } from './claim.ts';

/** What a signature is about. */
export interface SignedText {
  readonly stringToSign: string;
  readonly canonicalRequest: string;
}

/**
 * What a request must be signed over, written by the SDK's own signer from exactly what the client says it signed.
 * `payloadHash` is the hex SHA-256 of the body or what stands for it. Source: IAM user guide, "Create a signed AWS API request".
 */
export function signedText(
  request: UnsignedRequest,
  claim: SignatureClaim,
  payloadHash: string,
): Promise<SignedText> {
  return new Signer(claim).textOf(request, claim, payloadHash);
}

/** The signature that belongs to a text. */
export function signatureV4(stringToSign: string, claim: SignatureClaim, secretAccessKey: string): string {
  const { date, region, service } = claim;
  return hmac(signingKey(secretAccessKey, date, region, service), stringToSign).toString('hex');
}

/** The SDK's signer signs only whole requests; this gives access to its single steps. */
class Signer extends SignatureV4 {
  constructor({ region, service }: SignatureClaim) {
    super({
      region,
      service,
      credentials: { accessKeyId: '', secretAccessKey: '' },
      sha256: Hash.bind(null, 'sha256'),
      uriEscapePath: service !== 's3', // only S3 does not encode the encoded path again
    });
  }

  async textOf(request: UnsignedRequest, claim: SignatureClaim, payloadHash: string): Promise<SignedText> {
    const { algorithm, date, region, service } = claim;
    const headers = signedHeaders(request.headers, claim.signedHeaders);
    const canonicalRequest = this.createCanonicalRequest(
      {
        method: request.method,
        protocol: 'http:',
        hostname: request.host,
        path: service === 's3' ? encodedOnce(request.path) : request.path,
        query: queryBag(request.query),
        headers,
      },
      getCanonicalHeaders(
        { method: request.method, protocol: 'http:', hostname: request.host, path: request.path, headers },
        undefined,
        new Set(claim.signedHeaders),
      ),
      payloadHash,
    );
    const stringToSign = await this.createStringToSign(
      claim.signedAt,
      [date, ...(region === '' ? [] : [region]), service, 'aws4_request'].join('/'),
      canonicalRequest,
      algorithm,
    );
    return { stringToSign, canonicalRequest };
  }
}

/** The key for one day, region and service. */
export function signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** A header that is signed but missing counts as empty; the signature then fails as it should. */
function signedHeaders(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, [headers[name] ?? ''].flat().join(',')]));
}

function queryBag(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

/** Clients differ in what they leave unencoded in a key; S3 encodes everything but RFC 3986's unreserved characters. */
function encodedOnce(path: string): string {
  try {
    return path
      .split('/')
      .map((segment) => encodeURIComponent(decodeURIComponent(segment)))
      .join('/')
      .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    return path; // not a valid encoding; S3 itself refuses it
  }
}
