import type { Cloud } from '../../../../cloud/cloud.ts';
import type { ServiceSigner } from '../../../../cloud/ports.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { type FunctionUrlAddress, functionUrlAddress } from '../../../../protocol/function-url-address.ts';
import {
  type AwsRequest,
  type AwsResponse,
  anonymous,
  readBody,
  type Service,
  type UnsignedRequest,
} from '../../../../protocol/message.ts';
import { newTrace } from '../../../../protocol/trace-header.ts';
import { versionToRun } from '../../configuration.ts';
import { maximumRequestBytes } from '../../execution/payload-limits.ts';
import { streamInvocation } from '../../execution/stream-invocation.ts';
import type { FunctionRecord } from '../../function-record.ts';
import type { LambdaState } from '../../lambda-state.ts';
import { requestTooLarge } from '../../payload.ts';
import { corsHeaders, permitsOrigin, preflightHeaders } from '../cors.ts';
import type { FunctionUrl } from '../function-url.ts';
import { bufferedResponse } from './buffered-response.ts';
import { requestEvent } from './request-event.ts';
import { streamedResponse } from './streamed-response.ts';
import { checkAccess } from './url-access.ts';
import { functionFailed, throttled, tooLarge, UrlRefusal, unknownUrl } from './url-refusal.ts';

/** The requests to function URLs. `answer` is also for what other services send, signed by them. */
export interface FunctionUrlEndpoint extends Service {
  answer(request: AwsRequest, signer?: ServiceSigner): Promise<AwsResponse>;
}

interface Target {
  readonly address: FunctionUrlAddress;
  readonly url: FunctionUrl;
  readonly record: FunctionRecord;
}

export function functionUrlEndpoint(cloud: Cloud, state: LambdaState): FunctionUrlEndpoint {
  async function find(request: UnsignedRequest): Promise<Target | undefined> {
    const address = functionUrlAddress(request);
    const url = address && (await state.functionUrls.get(address.id));
    const record = url && (await state.functions.get(url.functionName));
    return record && { address, url, record };
  }

  async function answer(request: AwsRequest, signer?: ServiceSigner): Promise<AwsResponse> {
    const trace = request.headers['x-amzn-trace-id']?.toString() ?? newTrace(request.receivedAt);
    const ids = { 'x-amzn-requestid': request.id, 'x-amzn-trace-id': trace };
    const target = await find(request);
    const response = await serve(request, target, signer, trace).catch((error: unknown) => {
      if (error instanceof UrlRefusal) return error.response;
      throw error;
    });
    const cors = corsHeaders(target?.url.cors, request.headers.origin);
    return { ...response, headers: { ...ids, ...withCors(response.headers ?? {}, cors) } };
  }

  async function serve(
    request: AwsRequest,
    target: Target | undefined,
    signer: ServiceSigner | undefined,
    trace: string,
  ): Promise<AwsResponse> {
    if (!target) throw unknownUrl();
    const { url } = target;
    if (url.cors && isPreflight(request))
      return { status: 200, headers: preflightHeaders(url.cors, request.headers.origin) };
    // A public URL looks at no signature.
    const caller = url.authType === 'NONE' ? anonymous : request.caller;
    const admitted = { ...request, caller };
    await checkAccess(cloud, target, admitted, signer);
    const payload = await payloadOf(admitted, target.address, trace);
    return invoke(target, { payload, requestId: request.id, traceHeader: trace });
  }

  /** The event; throws a UrlRefusal for one that is larger than an invocation may be. */
  async function payloadOf(request: AwsRequest, address: FunctionUrlAddress, trace: string): Promise<Buffer> {
    const refusal = tooLarge(requestTooLarge(maximumRequestBytes).message);
    const body = await readBody(request, maximumRequestBytes).catch((error: unknown) => {
      throw error instanceof AwsError ? refusal : error;
    });
    const payload = Buffer.from(JSON.stringify(requestEvent(cloud, address, request, { body, trace })));
    if (payload.length > maximumRequestBytes) throw refusal;
    return payload;
  }

  async function invoke(
    { url, record }: Target,
    call: { readonly payload: Buffer; readonly requestId: string; readonly traceHeader: string },
  ): Promise<AwsResponse> {
    const target = versionToRun(cloud, record, url.qualifier);
    try {
      if (url.invokeMode === 'RESPONSE_STREAM') {
        const { response } = await streamInvocation(state.pools, cloud.options.lambda, target, call);
        return await streamedResponse(response);
      }
      const { functionError, payload } = await state.pools.invoke(target.record, target.version, call);
      if (functionError) throw functionFailed();
      return bufferedResponse(payload);
    } catch (error) {
      if (error instanceof AwsError && error.status === 429) throw throttled(error.fields.Reason);
      if (error instanceof AwsError) throw functionFailed();
      throw error;
    }
  }

  return {
    name: 'lambda-url',
    answer,
    handle: (request) => answer(request),
    async isPublic(request) {
      return (await find(request))?.url.authType !== 'AWS_IAM';
    },
    async allowsOrigin(request, origin) {
      const url = (await find(request))?.url;
      if (!url) return false;
      if (url.authType === 'NONE' && /^(GET|HEAD|OPTIONS)$/.test(request.method)) return true;
      return url.cors !== undefined && permitsOrigin(url.cors, origin, request.method);
    },
    refuse: (_, { code, message, status }) => ({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ message }),
    }),
  };
}

function isPreflight({ method, headers }: UnsignedRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** A header that the function sets too is sent twice: browsers then refuse the answer, as on AWS. */
function withCors(
  headers: NonNullable<AwsResponse['headers']>,
  cors: Readonly<Record<string, string>>,
): NonNullable<AwsResponse['headers']> {
  const added = Object.entries(cors).map(([name, value]) => {
    const own = headers[name];
    return [name, own === undefined ? value : [own, value].flat()] as const;
  });
  return { ...headers, ...Object.fromEntries(added) };
}
