import type { Cloud } from '../cloud/cloud.ts';
import { AwsError, NotImplementedError } from './aws-error.ts';
import { beginOperation } from './begin-operation.ts';
import {
  type AwsRequest,
  type AwsResponse,
  readBody,
  type Service,
  type UnsignedRequest,
} from './message.ts';
import { queryError } from './query.ts';
import { headerMembers, queryMembers, type Route, routeFinder } from './rest-route.ts';
import { buildXml, readXml } from './xml.ts';
import { fromXml, type ListItems, toXml } from './xml-data.ts';

export interface XmlRoute<State> extends Route<State> {
  /** The member of the input that the body is; without it, the body's children are members themselves. */
  readonly payload?: string;
}

/** What an operation answers: a document by its root element, bytes, or headers alone. */
export interface XmlAnswer {
  readonly root?: string;
  readonly content?: object;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A service of the REST-XML protocol (CloudFront): operations are found by method and path, documents are XML.
 * Input is one object: the members of the body, of the path, the query and of headers. Each value is a text.
 * Source: Smithy, "AWS restXml protocol".
 */
export function restXmlService<State>(definition: {
  readonly name: string;
  readonly iamPrefix: string;
  readonly namespace: string;
  readonly cloud: Cloud;
  readonly state: State;
  readonly routes: readonly XmlRoute<State>[];
  readonly listItems: ListItems;
  /** Looks at what a body says before its schema does. Throws the service's error. */
  readonly checkBody?: (content: unknown) => void;
}): Service {
  const { cloud, state, iamPrefix, namespace, listItems } = definition;
  const find = routeFinder(definition.routes);
  cloud.operations.set(
    definition.name,
    definition.routes.map(({ operation }) => operation),
  );

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    let name = `${request.method} ${request.path}`;
    try {
      const found = find(request);
      if (!found) throw new NotImplementedError(definition.name, name);
      const { route, labels } = found;
      name = route.operation.name;
      await beginOperation(cloud, definition.name, name, request);
      const query = Object.entries(queryMembers(request.query)).filter(
        ([key]) => !(key in (route.query ?? {})),
      );
      const input = {
        ...(await bodyMembers(request, route)),
        ...labels,
        ...Object.fromEntries(query),
        ...headerMembers(request, route.headers ?? {}),
      };
      const answer = (await route.operation.invoke(input, { cloud, state, request }, iamPrefix)) as XmlAnswer;
      return written(answer ?? {}, route.status ?? 200);
    } catch (error) {
      return refuse(request, cloud.toAwsError(error, `${definition.name}:${name}`, request));
    }
  }

  async function bodyMembers(request: AwsRequest, route: XmlRoute<State>): Promise<Record<string, unknown>> {
    const text = (await readBody(request)).toString('utf8');
    if (text === '') {
      if (route.payload !== undefined) throw missingBody();
      return {};
    }
    const root = route.payload ?? `${route.operation.name}Request`;
    const content = fromXml(readXml(text)?.[root], root, listItems);
    if (content === undefined) throw malformed(root);
    definition.checkBody?.(content);
    return route.payload === undefined ? (content as Record<string, unknown>) : { [route.payload]: content };
  }

  function written({ root, content, bytes, headers = {} }: XmlAnswer, status: number): AwsResponse {
    if (bytes !== undefined) return { status, headers, body: bytes };
    if (root === undefined) return { status, headers };
    const body = buildXml(root, toXml(content ?? {}, root, listItems) as object, namespace);
    return { status, headers: { 'content-type': 'text/xml', ...headers }, body };
  }

  const refuse = ({ id }: UnsignedRequest, fault: AwsError) => queryError(fault, id, namespace);

  return { name: definition.name, handle, refuse };
}

function missingBody(): AwsError {
  return new AwsError(
    'MissingBody',
    'This operation requires a body. Ensure that the body is present and the Content-Type header is set.',
  );
}

function malformed(root: string): AwsError {
  return new AwsError('MalformedXML', `The body is not a well-formed document ${root}.`);
}
