import { AwsError } from '../../../protocol/aws-error.ts';
import type { S3Call } from '../operation.ts';
import { verifiedRequestBody } from './verified-body.ts';

const maxBytes = 8 * 1024 * 1024; // above 1,000 keys of 1,024 bytes with every byte escaped

/** The body of a request with a small document (XML, a policy), verified like an object's body. */
export async function readDocument({ request }: S3Call): Promise<string> {
  if (request.headers['content-length'] === '0' || request.headers['content-length'] === undefined) return '';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of verifiedRequestBody(request.headers, request.body).stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AwsError('MaxMessageLengthExceeded', 'Your request was too big.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
