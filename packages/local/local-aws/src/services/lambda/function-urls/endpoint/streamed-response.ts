import { Readable } from 'node:stream';
import { z } from 'zod';
import { jsonOrUndefined } from '../../../../protocol/json-or-undefined.ts';
import type { AwsResponse } from '../../../../protocol/message.ts';
import type { StreamedInvocation } from '../../execution/stream-invocation.ts';
import { headMembers, responseHeaders } from './response-head.ts';
import { functionFailed } from './url-refusal.ts';

const withPrelude = 'application/vnd.awslambda.http-integration-response';
const delimiter = Buffer.alloc(8);

/** API Gateway Developer Guide, "Lambda proxy integration with payload response streaming": metadata within 16 KB. */
const maximumPreludeBytes = 16 * 1024;

const preludeSchema = z.looseObject({ ...headMembers, statusCode: headMembers.statusCode.default(200) });

type Response = StreamedInvocation['response'];

/**
 * What a function streams as HTTP: its prelude tells status, headers and cookies; without one it is the body of a 200.
 * A response that breaks off cuts the connection. Throws a UrlRefusal where it breaks off before it has begun.
 */
export async function streamedResponse(response: Response): Promise<AwsResponse> {
  const chunks = response.body[Symbol.asyncIterator]();
  if (response.contentType !== withPrelude) {
    const first = await next(chunks);
    if (response.failure) throw functionFailed();
    return {
      status: 200,
      headers: { 'content-type': response.contentType },
      body: bodyOf(response, first ?? Buffer.alloc(0), chunks),
    };
  }
  const { prelude, rest } = await readPrelude(chunks);
  const { data } = preludeSchema.safeParse(prelude);
  if (!data) {
    response.body.destroy();
    throw functionFailed();
  }
  return { status: data.statusCode, headers: responseHeaders(data), body: bodyOf(response, rest, chunks) };
}

async function next(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const { value, done } = await chunks.next();
  return done ? undefined : value;
}

/** `prelude` is undefined where the response ends without one, or it is too long or no JSON. */
async function readPrelude(chunks: AsyncIterator<Buffer>): Promise<{ prelude: unknown; rest: Buffer }> {
  let read = Buffer.alloc(0);
  let end = -1;
  while (end < 0 && read.length <= maximumPreludeBytes) {
    const chunk = await next(chunks);
    if (!chunk) break;
    read = Buffer.concat([read, chunk]);
    end = read.indexOf(delimiter);
  }
  if (end < 0) return { prelude: undefined, rest: read };
  return { prelude: jsonOrUndefined(read.subarray(0, end)), rest: read.subarray(end + delimiter.length) };
}

function bodyOf(response: Response, first: Buffer, chunks: AsyncIterator<Buffer>): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      if (first.length > 0) yield first;
      for (let chunk = await next(chunks); chunk; chunk = await next(chunks)) yield chunk;
      if (response.failure)
        throw new Error(`the function's response broke off: ${response.failure.errorType}`);
    } finally {
      response.body.destroy(); // the caller may be gone
    }
  }
  return Readable.from(bytes(), { objectMode: false });
}
