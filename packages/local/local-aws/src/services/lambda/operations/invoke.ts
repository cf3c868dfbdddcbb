import { z } from 'zod';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import { RawResponse } from '../../../protocol/rest-json.ts';
import { resolveVersion } from '../configuration.ts';
import { readClientContext } from '../execution/client-context.ts';
import { findFunction, functionResource, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

const maximumSyncBytes = 6 * 1024 ** 2;
const maximumAsyncBytes = 1024 ** 2;

export const invoke = operation({
  name: 'Invoke',
  action: 'lambda:InvokeFunction',
  input: z.object({
    FunctionName: z.string(),
    Qualifier: z.string().optional(),
    Payload: z.instanceof(Buffer),
  }),
  resource: functionResource,
  async run(input, context) {
    const { cloud, state, request } = context;
    const type = checkType(request.headers['x-amz-invocation-type'] ?? 'RequestResponse');
    const record = await findFunction(context, input.FunctionName);
    const qualifier = qualifierOf(input);
    const resolved = resolveVersion(cloud, record, qualifier);
    if (type === 'DryRun') return new RawResponse({ status: 204 });
    const payload = checkPayload(input.Payload, type === 'Event' ? maximumAsyncBytes : maximumSyncBytes);

    if (type === 'Event') {
      const { requestId } = await state.asyncQueue.enqueue({
        name: record.name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload,
      });
      return new RawResponse({ status: 202, headers: { 'x-amzn-requestid': requestId } });
    }
    const client = request.headers['x-amz-client-context'];
    const result = await state.pools.invoke(resolved.record, resolved.version, {
      payload,
      clientContext: client === undefined ? undefined : readClientContext(String(client)),
    });
    return new RawResponse({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': result.requestId,
        'x-amz-executed-version': result.executedVersion,
        ...(result.functionError ? { 'x-amz-function-error': result.functionError } : {}),
        ...(request.headers['x-amz-log-type'] === 'Tail'
          ? { 'x-amz-log-result': Buffer.from(result.logTail).toString('base64') }
          : {}),
      },
      body: result.payload,
    });
  },
});

const types = z.enum(['DryRun', 'RequestResponse', 'Event']);

function checkType(type: unknown): z.output<typeof types> {
  const parsed = types.safeParse(type);
  if (parsed.success) return parsed.data;
  throw new ValidationError(
    `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [${types.options.join(', ')}]`,
  );
}

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
