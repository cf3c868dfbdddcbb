import type { Cloud } from '../cloud/cloud.ts';
import { NotImplementedError } from './aws-error.ts';
import { beginOperation, recordInput } from './begin-operation.ts';
import { jsonError, parseJson } from './json.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from './message.ts';
import { headerMembers, queryMembers, type Route, routeFinder } from './rest-route.ts';

/**
 * A service of the REST-JSON protocol (Lambda, API Gateway): operations are found by method and path.
 * Input is one object: the JSON body's members, then path parameters, then query parameters
 * (a repeated query parameter is an array). Operations that return a `RawResponse` write headers and bytes themselves.
 */
export function restJsonService<State>(definition: {
  readonly name: string;
  readonly iamPrefix: string;
  readonly cloud: Cloud;
  readonly state: State;
  readonly routes: readonly Route<State>[];
  /** Paths whose body is not JSON (an invocation's payload); it arrives as `input.Payload: Buffer`. */
  readonly rawBody?: (path: string) => boolean;
  /** Names an operation that is not implemented although its method and path match a route; the query distinguishes it. */
  readonly unserved?: (request: AwsRequest) => string | undefined;
  close?(): Promise<void>;
}): Service {
  const { cloud, state, iamPrefix, close } = definition;
  const find = routeFinder(definition.routes);
  cloud.operations.set(
    definition.name,
    definition.routes.map(({ operation }) => operation),
  );

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    let name = `${request.method} ${request.path}`;
    try {
      const unserved = definition.unserved?.(request);
      if (unserved) throw new NotImplementedError(definition.name, unserved);
      const found = find(request);
      if (!found) throw new NotImplementedError(definition.name, name);
      name = found.route.operation.name;
      await beginOperation(cloud, definition.name, name, request);
      const body = await readBody(request);
      recordInput(cloud, definition.name, body);
      const members = definition.rawBody?.(request.path) ? { Payload: body } : (parseJson(body) as object);
      const input = {
        ...members,
        ...found.labels,
        ...queryMembers(request.query),
        ...headerMembers(request, found.route.headers ?? {}),
      };
      const output = await found.route.operation.invoke(input, { cloud, state, request }, iamPrefix);
      if (output instanceof RawResponse) return output.response;
      const status = found.route.status ?? 200;
      if (status === 204) return { status };
      return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output ?? {}) };
    } catch (error) {
      return jsonError(cloud, request, `${definition.name}:${name}`, error, 'application/json');
    }
  }

  return { name: definition.name, handle, ...(close ? { close } : {}) };
}

/** A response that is not a JSON document, such as the payload of `Invoke`. */
export class RawResponse {
  readonly response: AwsResponse;
  constructor(response: AwsResponse) {
    this.response = response;
  }
}
