import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Hash } from '@smithy/core/serde';
import { getCanonicalHeaders, SignatureV4 } from '@smithy/signature-v4';
import type { UnsignedRequest } from '../../protocol/message.ts';
import type { SignatureClaim } from './claim.ts';

export interface ExpectedSignature {
  readonly signature: string;
  readonly stringToSign: string;
  readonly canonicalRequest: string;
}

/**
 * The signature that a request must carry, computed by the SDK's own signer from exactly what the client says it
 * signed. `payloadHash` is the hex SHA-256 of the body or what stands for it. Source: IAM user guide, "Create a signed AWS API request".
 */
export function expectedSignature(
  request: UnsignedRequest,
  claim: SignatureClaim,
  options: { readonly secretAccessKey: string; readonly payloadHash: string },
): Promise<ExpectedSignature> {
  return new Signer(claim).expected(request, claim, options);
}

/** The SDK's signer makes whole requests only; this reaches the steps it consists of. */
class Signer extends SignatureV4 {
  constructor({ region, service }: SignatureClaim) {
    super({
      region,
      service,
      credentials: { accessKeyId: '', secretAccessKey: '' },
      sha256: Hash.bind(null, 'sha256'),
      uriEscapePath: service !== 's3', // S3 alone does not encode the encoded path once more
    });
  }

  async expected(
    request: UnsignedRequest,
    claim: SignatureClaim,
    { secretAccessKey, payloadHash }: { readonly secretAccessKey: string; readonly payloadHash: string },
  ): Promise<ExpectedSignature> {
    const { date, region, service } = claim;
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
      `${date}/${region}/${service}/aws4_request`,
      canonicalRequest,
      'AWS4-HMAC-SHA256',
    );
    const signature = hmac(signingKey(secretAccessKey, date, region, service), stringToSign).toString('hex');
    return { signature, stringToSign, canonicalRequest };
  }
}

/** The key of one day, region and service. */
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

/** Clients differ in what they leave unencoded in a key; S3 encodes all but RFC 3986's unreserved characters. */
function encodedOnce(path: string): string {
  try {
    return path
      .split('/')
      .map((segment) => encodeURIComponent(decodeURIComponent(segment)))
      .join('/')
      .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    return path; // no valid encoding: S3 itself refuses it
  }
}
