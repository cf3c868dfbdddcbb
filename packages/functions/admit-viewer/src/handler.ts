import crypto from 'node:crypto';
import { type Address, parseAddress } from '@darkroom/image-url/address';
import { canonicalText } from '@darkroom/image-url/canonical-text';
import { isSame, macOf, parseToken, scopeOf, signedText } from '@darkroom/image-url/scope';
import cloudfront from 'cloudfront';

// CloudFront's runtime knows neither destructuring nor for-of: plain statements, and no library.

interface Value {
  readonly value: string;
}

interface ViewerRequest {
  readonly method: string;
  uri: string;
  querystring: Record<string, Value | undefined>;
  headers: Record<string, Value | undefined>;
}

interface ViewerResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Record<string, Value>;
  readonly body: string;
}

const keys = cloudfront.kvs();

/** CloudFront's viewer request. A request goes on to the cache, a response back to the viewer. */
export async function handler(event: { request: ViewerRequest }): Promise<ViewerRequest | ViewerResponse> {
  const request = event.request;
  const address = parseAddress(request.uri);
  if (!address) return refusal(404, 'Not Found', 'NotFound', 'There is no picture at this path.');
  const token = request.querystring.s ? request.querystring.s.value : '';
  if (!isOpen(address)) {
    const code = await faultOf(token, address);
    if (code !== '')
      return refusal(403, 'Forbidden', code, 'This address needs a signature that is good, ?s=…');
  }
  // serve-image looks at it again. Whatever a viewer sent under this name is gone.
  request.headers['x-darkroom-signature'] = token === '' ? undefined : { value: token };
  if (token === '') delete request.headers['x-darkroom-signature'];
  request.querystring = {};
  request.headers.accept = { value: acceptOf(address, request.headers.accept) };
  if (address.kind === 'stored') request.uri = `/${address.key}`; // as S3 knows it
  return request;
}

function isOpen(address: Address): boolean {
  if (DARKROOM.signed) return false;
  if (address.kind !== 'transform') return true;
  const width = /^w_([0-9]+)$/.exec(canonicalText(address.transform));
  return width !== null && DARKROOM.widths.indexOf(Number(width[1])) >= 0;
}

/** Empty where the token opens the address. */
async function faultOf(text: string, address: Address): Promise<string> {
  if (text === '') return 'SignatureMissing';
  const token = parseToken(text);
  if (!token) return 'SignatureInvalid';
  let secret = '';
  try {
    secret = await keys.get(token.keyId);
  } catch (_error) {
    return 'SignatureInvalid';
  }
  const digest = crypto
    .createHmac('sha256', secret)
    .update(signedText(address.id, scopeOf(address), token.expires))
    .digest('base64url');
  if (!isSame(token.mac, macOf(digest))) return 'SignatureInvalid';
  const expired = token.expires !== '' && Number(token.expires) * 1000 <= Date.now();
  return expired ? 'SignatureExpired' : '';
}

/** As few values as there are answers: each is an entry in the cache. */
function acceptOf(address: Address, accept: Value | undefined): string {
  if (address.kind === 'stored' || address.extension !== undefined || !accept) return '*/*';
  if (/image\/avif(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accept.value)) return 'image/avif,image/webp';
  return /image\/webp(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accept.value) ? 'image/webp' : '*/*';
}

function refusal(statusCode: number, title: string, code: string, detail: string): ViewerResponse {
  return {
    statusCode: statusCode,
    statusDescription: title,
    headers: {
      'content-type': { value: 'application/problem+json' },
      'cache-control': { value: 'no-store' },
    },
    body: JSON.stringify({
      type: 'about:blank',
      title: title,
      status: statusCode,
      code: code,
      detail: detail,
    }),
  };
}
