import type { AwsResponse } from '../../../protocol/message.ts';
import type { Integration } from '../documents.ts';
import { misconfigured } from './refusal.ts';

/**
 * The answer of a MOCK integration, as it is used for CORS preflight: the status that the request template chooses,
 * with static headers (`'…'` in quotes) and the response template as it is.
 */
export function mockResponse({ requestTemplates, integrationResponses }: Integration): AwsResponse {
  const [template = ''] = Object.values(requestTemplates ?? {});
  const status = /"statusCode"\s*:\s*"?(\d{3})/.exec(template)?.[1];
  const response = status === undefined ? undefined : integrationResponses?.[status];
  if (!response) throw misconfigured();
  const headers = Object.entries(response.responseParameters ?? {}).flatMap(([target, value]) => {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    const text = /^'(.*)'$/.exec(value)?.[1];
    return name === undefined || text === undefined ? [] : [[name.toLowerCase(), text] as const];
  });
  const [[contentType = 'application/json', body = ''] = []] = Object.entries(
    response.responseTemplates ?? {},
  );
  return {
    status: Number(response.statusCode),
    headers: { 'content-type': contentType, ...Object.fromEntries(headers) },
    body,
  };
}
