import { cbor, dateToTag } from '@smithy/core/cbor';
import type { Cloud } from '../cloud/cloud.ts';
import { AwsError, NotImplementedError } from './aws-error.ts';
import { beginOperation } from './begin-operation.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from './message.ts';
import type { AnyOperation } from './operation.ts';

/** Whether a request is of this protocol; its clients say so. */
export function isRpcCbor({ headers }: Pick<AwsRequest, 'headers'>): boolean {
  return headers['smithy-protocol'] === 'rpc-v2-cbor';
}

/**
 * A service of Smithy's RPC v2: `POST /service/{service}/operation/{operation}`, CBOR in, CBOR out.
 * Source: Smithy, "Smithy RPC v2 CBOR protocol".
 */
export function rpcCborService<State>(definition: {
  readonly name: string;
  readonly iamPrefix: string;
  readonly cloud: Cloud;
  readonly state: State;
  readonly operations: readonly AnyOperation<State>[];
}): Service {
  const { cloud, state, iamPrefix } = definition;
  const operations = new Map(definition.operations.map((operation) => [operation.name, operation]));
  cloud.operations.set(definition.name, definition.operations);

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const name = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(request.path)?.[1] ?? '';
    try {
      const operation = operations.get(name);
      if (!operation) throw new NotImplementedError(definition.name, name || '(no operation)');
      await beginOperation(cloud, definition.name, name, request);
      const input = parseCbor(await readBody(request));
      return answer(200, await operation.invoke(input, { cloud, state, request }, iamPrefix));
    } catch (error) {
      const { status, code, message, fields } = cloud.toAwsError(
        error,
        `${definition.name}:${name}`,
        request,
      );
      return answer(status, { __type: code, message, ...fields });
    }
  }

  return { name: definition.name, handle };
}

function answer(status: number, output: unknown): AwsResponse {
  const body = output === undefined ? {} : { body: cbor.serialize(onTheWire(output)) };
  return {
    status,
    headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
    ...body,
  };
}

function parseCbor(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return cbor.deserialize(body);
  } catch {
    throw new AwsError('SerializationException', 'Could not parse request body into CBOR', 400);
  }
}

/** Times are tagged; what is undefined is left out. */
function onTheWire(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, onTheWire(member)]));
}
