import type { Cloud } from '../cloud/cloud.ts';
import { AwsError, NotImplementedError } from './aws-error.ts';
import { beginOperation, recordInput } from './begin-operation.ts';
import {
  type AwsRequest,
  type AwsResponse,
  readBody,
  type Service,
  type UnsignedRequest,
} from './message.ts';
import type { AnyOperation } from './operation.ts';

/**
 * A service of the AWS JSON 1.0/1.1 protocols: `X-Amz-Target: Prefix.Operation`, JSON in, JSON out.
 * Source: Smithy, "AWS JSON 1.1 protocol".
 */
export function jsonService<State>(definition: {
  readonly name: string;
  readonly iamPrefix: string;
  readonly version: '1.0' | '1.1';
  readonly cloud: Cloud;
  readonly state: State;
  readonly operations: readonly AnyOperation<State>[];
  close?(): Promise<void>;
}): Service {
  const { cloud, state, iamPrefix, close } = definition;
  const operations = new Map(definition.operations.map((operation) => [operation.name, operation]));
  cloud.operations.set(definition.name, definition.operations);
  const contentType = `application/x-amz-json-${definition.version}`;

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const name =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    try {
      const operation = operations.get(name);
      if (!operation) throw new NotImplementedError(definition.name, name || '(no X-Amz-Target)');
      await beginOperation(cloud, definition.name, name, request);
      const body = await readBody(request);
      recordInput(cloud, definition.name, body);
      const input = parseJson(body);
      const output = await operation.invoke(input, { cloud, state, request }, iamPrefix);
      return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(output ?? {}) };
    } catch (error) {
      return jsonError(cloud, request, `${definition.name}:${name}`, error, contentType);
    }
  }

  return { name: definition.name, handle, ...(close ? { close } : {}) };
}

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'Could not parse request body into json', 400);
  }
}

/** Error document of the JSON protocols; anything that is not an `AwsError` is our own fault and is logged. */
export function jsonError(
  cloud: Cloud,
  request: UnsignedRequest,
  operation: string,
  error: unknown,
  contentType: string,
): AwsResponse {
  const fault = cloud.toAwsError(error, operation, request);
  return {
    status: fault.status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': fault.code, ...fault.headers },
    body: JSON.stringify({ __type: fault.code, message: fault.message, ...fault.fields }),
  };
}
