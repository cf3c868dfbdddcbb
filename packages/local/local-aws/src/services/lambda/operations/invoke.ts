import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { RawResponse } from '../../../protocol/rest-json.ts';
import { versionToRun } from '../configuration.ts';
import { readClientContext } from '../execution/client-context.ts';
import { maximumRequestBytes } from '../execution/payload-limits.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { checkPayload } from '../payload.ts';

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
    const payload = checkPayload(input.Payload, type === 'Event' ? maximumAsyncBytes : maximumRequestBytes);
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
