import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsResponse, UnsignedRequest } from '../../../protocol/message.ts';
import type { S3Call } from '../operation.ts';
import { requireBucket, type Store } from '../storage/store.ts';
import { splitAddress } from '../wire/address.ts';
import { corsHeaders } from './cors-rules.ts';

/** Answers a browser's preflight, which is anonymous and asks only for the bucket's rules. */
export async function preflight({ store, request, bucket }: S3Call): Promise<AwsResponse> {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (!origin) throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
  if (!method) {
    throw new AwsError('BadRequest', 'Invalid Access-Control-Request-Method: null');
  }
  const stored = await requireBucket(store, bucket);
  const asked = String(request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const headers = corsHeaders(stored, { origin, method, headers: asked });
  if (headers) return { status: 200, headers };
  throw new AwsError(
    'AccessForbidden',
    stored.configuration.cors
      ? "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
      : 'CORSResponse: CORS is not enabled for this bucket.',
    403,
    { fields: { Method: method, ResourceType: 'OBJECT' } },
  );
}

/** What is added to every other answer when a browser asks from another origin. */
export async function crossOriginHeaders(
  store: Store,
  request: UnsignedRequest,
): Promise<Record<string, string>> {
  const { origin } = request.headers;
  if (!origin || request.method === 'OPTIONS') return {};
  const { bucket } = splitAddress(request.host, request.path);
  const stored = await store.buckets.get(bucket);
  return (stored && corsHeaders(stored, { origin, method: request.method, headers: [] })) ?? {};
}
