import { z } from 'zod';
import { notFound } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';

export const methodResponsePath = `${methodPath}/responses/{status_code}`;
export const integrationResponsePath = `${methodPath}/integration/responses/{status_code}`;
export const responseAddress = methodAddress.extend({ status_code: z.string().regex(/^[1-5]\d\d$/) });

/** Throws NotFoundException. */
export function findResponse<Response>(
  responses: Readonly<Record<string, Response>> | undefined,
  statusCode: string,
): Response {
  const response = responses?.[statusCode];
  if (!response) throw notFound('Invalid Response status code specified');
  return response;
}
