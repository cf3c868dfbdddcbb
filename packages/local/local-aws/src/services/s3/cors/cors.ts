import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsResponse, UnsignedRequest } from '../../../protocol/message.ts';
import { parseCopySource } from '../object/copy-source.ts';
import type { S3Call } from '../operation.ts';
import type { Store } from '../storage/store.ts';
import { splitAddress } from '../wire/address.ts';
import { corsHeaders } from './cors-rules.ts';

/**
 * Answers a browser's preflight, which is anonymous and needs only the bucket's rules, not the object.
 * Source: S3's responses as LocalStack recorded them (`test_s3_cors.snapshot.json`); the API reference omits some.
 */
export async function preflight({ store, request, bucket, key }: S3Call): Promise<AwsResponse> {
  const { origin } = request.headers;
  const method = request.headers['access-control-request-method'];
  if (!origin) throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
  const stored = await store.buckets.get(bucket);
  if (!stored) throw forbidden('Bucket not found', method, 'BUCKET');
  if (!stored.configuration.cors) throw forbidden('CORS is not enabled for this bucket.', method, 'BUCKET');
  if (!method) throw new AwsError('BadRequest', 'Invalid Access-Control-Request-Method: null');
  const headers = corsHeaders(stored, { origin, method, headers: requestedHeaders(request) });
  if (headers) return { status: 200, headers };
  throw forbidden(
    "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    method,
    key === '' ? 'BUCKET' : 'OBJECT',
  );
}

function forbidden(reason: string, method = 'OPTIONS', resourceType: 'BUCKET' | 'OBJECT'): AwsError {
  const fields = { Method: method, ResourceType: resourceType };
  return new AwsError('AccessForbidden', `CORSResponse: ${reason}`, 403, { fields });
}

/**
 * Whether a page of that origin may send a request: preflights, which `preflight` answers, and what a rule allows. On AWS
 * a signature says what else it may; here every page can sign. So a copy must be allowed by the rules of the bucket that
 * it reads, too, to delete many objects is to delete, and no page changes what a bucket is set to.
 */
export async function allowsOrigin(
  store: Store,
  { method, headers, host, path, query }: UnsignedRequest,
  origin: string,
): Promise<boolean> {
  if (method === 'OPTIONS') return true;
  const allows = async (bucket: string, method: string) => {
    const stored = await store.buckets.get(bucket);
    return stored !== undefined && corsHeaders(stored, { origin, method, headers: [] }) !== undefined;
  };
  const { bucket, key } = splitAddress(host, path);
  if (key === '' && (method === 'PUT' || method === 'DELETE')) return false;
  if (!(await allows(bucket, query.has('delete') ? 'DELETE' : method))) return false;
  const source = headers['x-amz-copy-source'];
  return source === undefined || allows(sourceBucket(String(source)), 'GET');
}

/** Empty for a source that S3 will refuse. */
function sourceBucket(source: string): string {
  try {
    return parseCopySource(source).bucket;
  } catch {
    return '';
  }
}

/** Added to every other response when a browser sends a request from another origin. */
export async function crossOriginHeaders(
  store: Store,
  request: UnsignedRequest,
): Promise<Record<string, string>> {
  const { origin } = request.headers;
  if (!origin || request.method === 'OPTIONS') return {};
  const { bucket } = splitAddress(request.host, request.path);
  const stored = await store.buckets.get(bucket);
  // S3 takes a request that says what a preflight says for one that asks about that.
  const method = request.headers['access-control-request-method'] ?? request.method;
  return (stored && corsHeaders(stored, { origin, method, headers: requestedHeaders(request) })) ?? {};
}

function requestedHeaders({ headers }: UnsignedRequest): string[] {
  return String(headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
