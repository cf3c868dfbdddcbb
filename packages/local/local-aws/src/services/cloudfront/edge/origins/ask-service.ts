import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Cloud } from '../../../../cloud/cloud.ts';
import type { ServiceSigner } from '../../../../cloud/ports.ts';
import type { AwsResponse, UnsignedRequest } from '../../../../protocol/message.ts';
import type { OriginConfig } from '../../distributions/origin-config.ts';
import type { OriginKind } from '../../distributions/origin-kind.ts';
import { OriginError, type OriginRequest, type OriginResponse } from './origin-response.ts';
import type { Origin } from './origin-target.ts';

/** Hop by hop, or S3's own, which CloudFront keeps to itself; and what local-aws adds to S3's answers to protect itself. */
const dropped = new Set(['connection', 'x-amz-request-id', 'x-amz-id-2', 'content-security-policy']);

/** Sends a request to a bucket or a function's URL of this cloud, signed by the origin access control if there is one. Throws an OriginError. */
export async function askService(
  cloud: Cloud,
  origin: Origin,
  kind: Exclude<OriginKind, { kind: 'custom' }>,
  request: OriginRequest,
): Promise<OriginResponse> {
  const signer = signerOf(origin, request);
  const { authorization: own, ...headers } = request.headers;
  const domain = origin.config.DomainName;
  const sent: UnsignedRequest = {
    id: request.id,
    method: request.method,
    path: request.path,
    query: new URLSearchParams(request.query),
    rawQuery: request.query,
    // Signed or not, these two go by the origin's name; a host of the viewer's would lead elsewhere.
    headers: { ...headers, host: domain, ...(signer || own === undefined ? {} : { authorization: own }) },
    rawHeaders: Object.entries({ ...headers, host: domain }).flat(),
    host: domain,
    body: Readable.from(request.body?.length ? [request.body] : []),
    sourceIp: '127.0.0.1',
    receivedAt: cloud.now(),
    signal: request.signal,
  };
  if (signer && kind.kind === 'lambda' && !provesBody(request)) return unsignedBody();
  const port = kind.kind === 's3' ? cloud.ports.buckets : cloud.ports.functionUrls;
  const answer = await within(origin.config, port.send(sent, signer));
  const kept = Object.entries(answer.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !(dropped.has(name) && (kind.kind === 's3' || name === 'connection')));
  return {
    status: answer.status,
    headers: Object.fromEntries(kept),
    ...(answer.body === undefined ? {} : { body: bodyOf(answer.body) }),
  };
}

/** As CloudFront signs: always, never, or where the viewer has not signed itself. */
function signerOf(
  { accessControl, sourceArn }: Origin,
  { headers }: OriginRequest,
): ServiceSigner | undefined {
  const behavior = accessControl?.SigningBehavior ?? 'never';
  if (behavior === 'never' || (behavior === 'no-override' && headers.authorization !== undefined))
    return undefined;
  return { service: 'cloudfront.amazonaws.com', sourceArn };
}

/** CloudFront signs no body for Lambda: the viewer tells its hash. Source: developer guide, "Restrict access to an AWS Lambda function URL origin". */
function provesBody({ body, headers }: OriginRequest): boolean {
  if (!body?.length) return true;
  const hash = createHash('sha256').update(body).digest('hex');
  return headers['x-amz-content-sha256'] === hash;
}

function unsignedBody(): OriginResponse {
  const message =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
  return {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InvalidSignatureException' },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** Throws an OriginError where the answer takes longer than the origin may. */
async function within(
  { CustomOriginConfig, S3OriginConfig }: OriginConfig,
  answer: Promise<AwsResponse>,
): Promise<AwsResponse> {
  const seconds = CustomOriginConfig?.OriginReadTimeout ?? S3OriginConfig?.OriginReadTimeout ?? 30;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new OriginError(`the origin did not answer within ${seconds} s`, 504));
    timer = setTimeout(fail, seconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function bodyOf(body: string | Uint8Array | Readable): Buffer | Readable {
  if (body instanceof Readable) return body;
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.length);
}
