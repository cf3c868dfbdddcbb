import { XMLBuilder } from 'fast-xml-parser';
import type { Cloud } from '../cloud/cloud.ts';
import { type AwsError, NotImplementedError } from './aws-error.ts';
import { beginOperation, recordInput } from './begin-operation.ts';
import {
  type AwsRequest,
  type AwsResponse,
  readBody,
  type Service,
  type UnsignedRequest,
} from './message.ts';
import type { AnyOperation } from './operation.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: false,
});

/**
 * A service of the AWS query protocol: form-encoded `Action=…`, XML out (IAM, STS, SNS).
 * Input is the form as nested data: `Tags.member.1.Key=a` becomes `{Tags: [{Key: 'a'}]}`, and so do the entries of a map.
 * Output lists must be written as `{ member: [...] }`, maps as `{ entry: [...] }`. Source: Smithy, "AWS query protocol".
 */
export function queryService<State>(definition: {
  readonly name: string;
  readonly iamPrefix: string;
  readonly namespace: string;
  readonly cloud: Cloud;
  readonly state: State;
  readonly operations: readonly AnyOperation<State>[];
}): Service {
  const { cloud, state, iamPrefix, namespace } = definition;
  const operations = new Map(definition.operations.map((operation) => [operation.name, operation]));
  cloud.operations.set(definition.name, definition.operations);

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    let name = '';
    try {
      const body = await readBody(request);
      const form = new URLSearchParams(body.toString('utf8'));
      for (const [key, value] of request.query) if (!/^X-Amz-/i.test(key)) form.append(key, value);
      name = form.get('Action') ?? '';
      const operation = operations.get(name);
      if (!operation) throw new NotImplementedError(definition.name, name || '(no Action)');
      await beginOperation(cloud, definition.name, name, request);
      recordInput(cloud, definition.name, body);
      const output = await operation.invoke(formToObject(form), { cloud, state, request }, iamPrefix);
      const document = {
        [`${name}Response`]: {
          '@xmlns': namespace,
          ...(output === undefined ? {} : { [`${name}Result`]: output }),
          ResponseMetadata: { RequestId: request.id },
        },
      };
      return xml(200, document);
    } catch (error) {
      return refuse(request, cloud.toAwsError(error, `${definition.name}:${name}`, request));
    }
  }

  const refuse = ({ id }: UnsignedRequest, fault: AwsError) => queryError(fault, id, namespace);

  return { name: definition.name, handle, refuse };
}

export function queryError(fault: AwsError, requestId: string, namespace?: string): AwsResponse {
  const document = {
    ErrorResponse: {
      ...(namespace === undefined ? {} : { '@xmlns': namespace }),
      Error: {
        Type: fault.status < 500 ? 'Sender' : 'Receiver',
        Code: fault.code,
        Message: fault.message,
      },
      RequestId: requestId,
    },
  };
  return xml(fault.status, document);
}

function xml(status: number, document: object): AwsResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: builder.build(document) };
}

type FormValue = string | FormValue[] | { [key: string]: FormValue };

/** `A.member.1.B=c` → `{A: [{B: 'c'}]}`; `Action` and `Version` are dropped. */
function formToObject(form: URLSearchParams): Record<string, FormValue> {
  const root: Record<string, FormValue> = Object.create(null);
  for (const [path, value] of form) {
    if (path === 'Action' || path === 'Version') continue;
    const parts = path.split('.');
    let node = root;
    for (const [index, part] of parts.entries()) {
      if (index === parts.length - 1) {
        node[part] = value;
        break;
      }
      node[part] ??= Object.create(null) as Record<string, FormValue>;
      const next = node[part];
      if (typeof next === 'string') break;
      node = next as Record<string, FormValue>;
    }
  }
  return collapseMembers(root) as Record<string, FormValue>;
}

function collapseMembers(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const list = value.member ?? value.entry;
  if (list !== undefined && typeof list === 'object' && !Array.isArray(list)) {
    return Object.keys(list)
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => collapseMembers(list[key] as FormValue));
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, collapseMembers(child)]));
}
