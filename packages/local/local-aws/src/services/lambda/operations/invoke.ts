import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { RawResponse } from '../../../protocol/rest-json.ts';
import { versionToRun } from '../configuration.ts';
import { readClientContext } from '../execution/client-context.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

const maximumSyncBytes = 6 * 1024 ** 2;
const maximumAsyncBytes = 1024 ** 2;

export const invoke = operation({
  name: 'Invoke',
  action: 'lambda:InvokeFunction',
  input: z.strictObject({
    FunctionName: functionName,
    Qualifier: qualifier,
    Payload: z.instanceof(Buffer),
    InvocationType: z.enum(['DryRun', 'RequestResponse', 'Event']).default('RequestResponse'),
    LogType: z.enum(['None', 'Tail']).default('None'),
    ClientContext: z.string().optional(),
    DurableExecutionName: notServed,
    TenantId: notServed,
  }),
  resource: functionResource,
  async run(input, context) {
    const { cloud, state, request } = context;
    const { InvocationType: type, ClientContext: client } = input;
    const record = await findFunction(context, input.FunctionName);
    const qualifier = qualifierOf(input);
    const resolved = versionToRun(cloud, record, qualifier);
    if (type === 'DryRun') return new RawResponse({ status: 204 });
    const payload = checkPayload(input.Payload, type === 'Event' ? maximumAsyncBytes : maximumSyncBytes);
    const traceHeader = request.headers['x-amzn-trace-id']?.toString();

    if (type === 'Event') {
      const { requestId } = await state.asyncQueue.enqueue({
        name: record.name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload,
        traceHeader,
      });
      return new RawResponse({ status: 202, headers: { 'x-amzn-requestid': requestId } });
    }
    const result = await state.pools.invoke(resolved.record, resolved.version, {
      payload,
      clientContext: client === undefined ? undefined : readClientContext(client),
      traceHeader,
    });
    return new RawResponse({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': result.requestId,
        'x-amzn-trace-id': result.traceHeader,
        'x-amz-executed-version': result.executedVersion,
        ...(result.functionError ? { 'x-amz-function-error': result.functionError } : {}),
        ...(input.LogType === 'Tail'
          ? { 'x-amz-log-result': Buffer.from(result.logTail).toString('base64') }
          : {}),
      },
      body: result.payload,
    });
  },
});

/** An absent payload is an empty object; one that is no JSON never reaches the function. */
function checkPayload(payload: Buffer, limit: number): Buffer {
  if (payload.length === 0) return Buffer.from('{}');
  if (payload.length > limit) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
      { fields: { Type: 'User' } },
    );
  }
  try {
    JSON.parse(payload.toString('utf8'));
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
      400,
      { fields: { Type: 'User' } },
    );
  }
  return payload;
}
