import type { Cloud } from '../../cloud/cloud.ts';
import type { ServiceSigner } from '../../cloud/ports.ts';
import { AwsError, NotImplementedError } from '../../protocol/aws-error.ts';
import { beginOperation } from '../../protocol/begin-operation.ts';
import type { AwsRequest, AwsResponse, Service, UnsignedRequest } from '../../protocol/message.ts';
import { checkOwner } from './bucket/owner.ts';
import { allowsOrigin, crossOriginHeaders, preflight } from './cors/cors.ts';
import { authorize, header, type S3Call, type S3Operation, versionIdOf } from './operation.ts';
import { findRoute, routes } from './routes.ts';
import type { Store } from './storage/store.ts';
import { type Address, parseAddress } from './wire/address.ts';
import { refuseUnservedHeaders } from './wire/refused-headers.ts';
import { errorResponse, hostId, requestId } from './wire/responses.ts';

/** The requests to buckets. `answer` is also for what other services send, signed by them. */
export interface S3Endpoint extends Service {
  answer(request: AwsRequest, signer?: ServiceSigner): Promise<AwsResponse>;
}

/** The path of a request: find its target and operation, authorize the caller, answer. */
export function s3Service(cloud: Cloud, store: Store): S3Endpoint {
  cloud.operations.set(
    's3',
    routes.map(({ operation: { name } }) => ({ name })),
  );

  async function answer(request: AwsRequest, signer?: ServiceSigner): Promise<AwsResponse> {
    let name = 's3';
    try {
      const address = parseAddress(request.host, request.path);
      const call: S3Call = { cloud, store, request, ...(signer ? { signer } : {}), ...address };
      if (request.method === 'OPTIONS') return withHeaders(await preflight(call), traceHeaders(request));
      const operation = operationFor(call);
      name = `s3:${operation.name}`;
      await beginOperation(cloud, 's3', operation.name, request);
      checkExpectedOwner(call);
      if (operation.action !== null) {
        const on = { ...call, versionId: versionIdOf(call) };
        await authorize(call, actionOf(operation, call), on, operation.context?.(call));
      }
      refuseUnservedHeaders(request.headers);
      return await dress(await operation.run(call), request);
    } catch (error) {
      return refuse(request, ownFault(cloud.toAwsError(error, name, request)));
    }
  }

  const refuse = (request: UnsignedRequest, fault: AwsError) => dress(errorResponse(fault, request), request);

  /** Adds what every response has: the request's ids, and the headers that let a browser read it. */
  async function dress(response: AwsResponse, request: UnsignedRequest): Promise<AwsResponse> {
    return withHeaders(response, { ...traceHeaders(request), ...(await crossOriginHeaders(store, request)) });
  }

  return {
    name: 's3',
    handle: (request) => answer(request),
    answer,
    refuse,
    allowsOrigin: (request, origin) => allowsOrigin(store, request, origin),
  };
}

/** S3 has a code of its own for what is not the caller's fault. */
function ownFault(fault: AwsError): AwsError {
  return fault.code === 'InternalFailure' ? new AwsError('InternalError', fault.message, 500) : fault;
}

function traceHeaders(request: UnsignedRequest): Record<string, string> {
  return {
    'x-amz-request-id': requestId(request),
    'x-amz-id-2': hostId(request),
    server: 'AmazonS3',
    // Our own: on AWS each bucket has its own origin; here a page in a bucket would have the whole cloud's.
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  };
}

function operationFor(call: S3Call) {
  const { method, query, headers, path } = call.request;
  const route = findRoute({ on: levelOf(call), method, query, headers });
  if (!route) throw new NotImplementedError('s3', `${method} ${path}?${[...query.keys()].join('&')}`);
  return route.operation;
}

function actionOf({ name, action }: S3Operation, call: S3Call): string {
  if (typeof action === 'function') return action(call);
  return action ?? `s3:${name}`;
}

function levelOf({ bucket, key }: Address): 'service' | 'bucket' | 'object' {
  if (bucket === '') return 'service';
  return key === '' ? 'bucket' : 'object';
}

function checkExpectedOwner(call: S3Call): void {
  checkOwner(header(call, 'x-amz-expected-bucket-owner'), call.cloud.accountId);
}

function withHeaders(response: AwsResponse, headers: Record<string, string>): AwsResponse {
  return { ...response, headers: { ...headers, ...response.headers } };
}
