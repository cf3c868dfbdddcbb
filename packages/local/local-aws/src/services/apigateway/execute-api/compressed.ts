import { deflateSync, gzipSync } from 'node:zlib';
import type { AwsRequest, AwsResponse } from '../../../protocol/message.ts';
import type { RestApi } from '../documents.ts';

const codings = { gzip: gzipSync, deflate: deflateSync };

/**
 * A response as API Gateway compresses it: only for a client that names a coding, only from the API's size on, and not
 * what is encoded already (Developer Guide, "Receive an API response with a compressed payload").
 */
export function compressed(
  response: AwsResponse,
  { minimumCompressionSize }: Pick<RestApi, 'minimumCompressionSize'>,
  { headers }: Pick<AwsRequest, 'headers'>,
): AwsResponse {
  const { body } = response;
  if (minimumCompressionSize === undefined || response.headers?.['content-encoding'] !== undefined)
    return response;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return response;
  const coding = preferredCoding(headers['accept-encoding']?.toString() ?? '');
  if (!coding || body.length === 0 || Buffer.byteLength(body) < minimumCompressionSize) return response;
  return {
    ...response,
    headers: { ...response.headers, 'content-encoding': coding },
    body: codings[coding](body),
  };
}

/** What the client likes best, if API Gateway can do it. The second best is not tried. */
function preferredCoding(accepted: string): keyof typeof codings | undefined {
  const [best] = accepted
    .split(',')
    .map((part) => {
      const [name = '', quality] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return { name, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best?.name === 'gzip' || best?.name === 'deflate' ? best.name : undefined;
}
