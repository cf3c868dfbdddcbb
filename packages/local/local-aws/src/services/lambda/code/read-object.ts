import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { OperationContext } from '../../../protocol/operation.ts';
import { invalidParameter } from '../invalid-parameter.ts';

interface CodeObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | null | undefined;
}

/**
 * A deployment package in a bucket, which Lambda reads with the rights of whoever asked. Throws Lambda's errors about S3's.
 */
export async function readObject(
  { cloud, request }: OperationContext<unknown>,
  { bucket, key, versionId }: CodeObject,
): Promise<Buffer> {
  const query = new URLSearchParams(versionId ? { versionId } : {});
  const host = new URL(cloud.endpoint).host;
  const { status, body = '' } = await cloud.ports.buckets.sendFor(request.caller, {
    ...request,
    method: 'GET',
    path: `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`,
    query,
    rawQuery: query.toString(),
    headers: { host },
    rawHeaders: ['host', host],
    host,
    body: Readable.from([]),
  });
  const content = body instanceof Readable ? await buffer(body) : Buffer.from(body);
  if (status === 200) return content;
  const told = (element: string) => new RegExp(`<${element}>([^<]*)<`).exec(content.toString())?.[1] ?? '';
  const s3 = `S3 Error Code: ${told('Code')}. S3 Error Message: ${told('Message')}`;
  if (status !== 403) throw invalidParameter(`Error occurred while GetObject. ${s3}`);
  throw new AwsError(
    'AccessDeniedException',
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${bucket}/${key}. ${s3}`,
    403,
  );
}
