import type { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsRequest, AwsResponse } from '../../../protocol/message.ts';
import { writeXml } from './xml.ts';

export function xmlResponse(
  root: string,
  content: object,
  headers: Readonly<Record<string, string>> = {},
): AwsResponse {
  return xmlText(writeXml(root, content), headers);
}

export function xmlText(body: string, headers: Readonly<Record<string, string>> = {}): AwsResponse {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body };
}

export function noContent(headers: Readonly<Record<string, string>> = {}): AwsResponse {
  return { status: 204, headers };
}

/** The error in S3's form. A HEAD response has no body, so the client sees only the status. */
export function errorResponse(fault: AwsError, request: Pick<AwsRequest, 'id' | 'method'>): AwsResponse {
  const headers = { 'content-type': 'application/xml', ...fault.headers };
  if (request.method === 'HEAD' || fault.status === 304)
    return { status: fault.status, headers: fault.headers };
  const body = writeXml(
    'Error',
    {
      Code: fault.code,
      Message: fault.message,
      ...fault.fields,
      RequestId: requestId(request),
      HostId: hostId(request),
    },
    { namespace: false },
  );
  return { status: fault.status, headers, body };
}

/** In the form of S3's: 16 upper-case letters and digits. */
export function requestId({ id }: Pick<AwsRequest, 'id'>): string {
  return id.replaceAll('-', '').slice(0, 16).toUpperCase();
}

export function hostId({ id }: Pick<AwsRequest, 'id'>): string {
  return Buffer.from(`local-aws/${id}`).toString('base64');
}

/** S3's `encoding-type=url`: percent-encoded UTF-8, a slash as it is, a space as `+`. */
export function urlEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1).replaceAll('%2F', '/');
}
