import type { Cloud } from '../cloud/cloud.ts';
import { NotImplementedError } from '../protocol/aws-error.ts';
import { jsonError } from '../protocol/json.ts';
import { type AwsResponse, readBody, type UnsignedRequest } from '../protocol/message.ts';
import { queryError } from '../protocol/query.ts';

/** Services of the REST-XML protocol; their requests look like those of REST-JSON services. */
const restXml: ReadonlySet<string> = new Set(['route53', 's3express']);

/** Answers for a service that local-aws does not have, in the protocol of its clients, and logs the operation. */
export async function refuseUnknownService(
  cloud: Cloud,
  request: UnsignedRequest,
  service: string,
): Promise<AwsResponse> {
  const { headers } = request;
  const isQuery = String(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const operation =
    (isQuery ? new URLSearchParams(String(await readBody(request))).get('Action') : undefined) ??
    String(headers['x-amz-target'] ?? `${request.method} ${request.path}`).replace(/^.*\./, '');
  const error = new NotImplementedError(service, operation);
  if (!isQuery && !restXml.has(service))
    return jsonError(cloud, request, `${service}:${operation}`, error, 'application/json');
  return queryError(cloud.toAwsError(error, `${service}:${operation}`, request), request.id);
}
