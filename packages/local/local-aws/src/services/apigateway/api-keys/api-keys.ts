import { type ApiGatewayState, notFound } from '../api-gateway-state.ts';
import type { ApiKey } from '../documents.ts';

/** Throws NotFoundException. */
export async function findApiKey(state: ApiGatewayState, id: string): Promise<ApiKey> {
  const key = await state.apiKeys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** A key's value is returned only to callers that ask for it. */
export function apiKeyDocument({ value, ...document }: ApiKey, includeValue: boolean) {
  return includeValue ? { ...document, value } : document;
}
