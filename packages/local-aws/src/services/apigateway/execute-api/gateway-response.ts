import type { AwsResponse } from '../../../protocol/message.ts';
import type { RestApi } from '../documents.ts';
import type { Refusal } from './refusal.ts';

/** A refusal in the form that the API gives it: its own response of that type or of the whole class, else the default. */
export function gatewayResponse(refusal: Refusal, api: RestApi | undefined, requestId: string): AwsResponse {
  const { response, responseType, message } = refusal;
  const classOf = response.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const own = api?.gatewayResponses[responseType] ?? api?.gatewayResponses[classOf];
  if (!own) return response;
  const [[contentType, template] = []] = Object.entries(own.responseTemplates);
  const values: Readonly<Record<string, string>> = {
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': responseType,
    requestId,
  };
  return {
    status: Number(own.statusCode ?? response.status),
    headers: {
      ...response.headers,
      ...(contentType ? { 'content-type': contentType } : {}),
      ...Object.fromEntries(Object.entries(own.responseParameters).flatMap(staticHeader)),
    },
    body: template?.replace(/\$context\.([\w.]*\w)/g, (_, name: string) => values[name] ?? '') ?? '',
  };
}

/** `gatewayresponse.header.Access-Control-Allow-Origin: '*'` */
function staticHeader([target, value]: [string, string]): [string, string][] {
  const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
  const text = /^'(.*)'$/.exec(value)?.[1];
  return name === undefined || text === undefined ? [] : [[name.toLowerCase(), text]];
}
