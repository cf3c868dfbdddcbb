import { Readable } from 'node:stream';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { RawResponse } from '../../../protocol/rest-json.ts';
import { versionToRun } from '../configuration.ts';
import { readClientContext } from '../execution/client-context.ts';
import { maximumRequestBytes } from '../execution/payload-limits.ts';
import { type StreamedInvocation, streamInvocation } from '../execution/stream-invocation.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { checkPayload } from '../payload.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

export const invokeWithResponseStream = operation({
  name: 'InvokeWithResponseStream',
  action: 'lambda:InvokeFunction',
  input: z.strictObject({
    FunctionName: functionName,
    Qualifier: qualifier,
    Payload: z.instanceof(Buffer),
    InvocationType: z.enum(['RequestResponse', 'DryRun']).default('RequestResponse'),
    LogType: z.enum(['None', 'Tail']).default('None'),
    ClientContext: z.string().optional(),
    TenantId: notServed,
  }),
  resource: functionResource,
  async run(input, context) {
    const { cloud, state, request } = context;
    const record = await findFunction(context, input.FunctionName);
    const resolved = versionToRun(cloud, record, qualifierOf(input));
    if (input.InvocationType === 'DryRun') return new RawResponse({ status: 204 });
    const { ClientContext: client } = input;
    const invocation = await streamInvocation(state.pools, cloud.options.lambda, resolved, {
      payload: checkPayload(input.Payload, maximumRequestBytes),
      requestId: request.id,
      clientContext: client === undefined ? undefined : readClientContext(client),
      traceHeader: request.headers['x-amzn-trace-id']?.toString(),
    });
    return new RawResponse({
      status: 200,
      headers: {
        'content-type': 'application/vnd.amazon.eventstream',
        'x-amz-executed-version': resolved.version,
      },
      body: Readable.from(events(invocation, input.LogType === 'Tail'), { objectMode: false }),
    });
  },
});

async function* events(
  { response, result }: StreamedInvocation,
  withLog: boolean,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of response.body) yield event('PayloadChunk', 'application/octet-stream', chunk);
  const logTail = withLog ? await result.then((ended) => ended.logTail) : undefined;
  const complete = {
    ...(response.failure
      ? { ErrorCode: response.failure.errorType, ErrorDetails: response.failure.details }
      : {}),
    ...(logTail === undefined ? {} : { LogResult: Buffer.from(logTail).toString('base64') }),
  };
  yield event('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete)));
}

/** Source: Smithy, "Amazon Event Stream specification". */
function event(type: string, contentType: string, body: Uint8Array): Uint8Array {
  const header = (value: string) => ({ type: 'string', value }) as const;
  return codec.encode({
    headers: {
      ':message-type': header('event'),
      ':event-type': header(type),
      ':content-type': header(contentType),
    },
    body,
  });
}
