import { badRequest } from '../api-gateway-state.ts';
import type { Method } from '../documents.ts';

/**
 * An integration response maps onto the method response of its status, and sets only headers that this one declares.
 * Throws BadRequestException.
 */
export function checkMapping(
  { methodResponses }: Method,
  statusCode: string,
  responseParameters: Readonly<Record<string, string>>,
): void {
  const targets = Object.keys(responseParameters);
  const methodResponse = methodResponses?.[statusCode];
  if (!methodResponse) {
    if (targets.length > 0) throw invalidMapping(['No method response exists for method.']);
    return; // the method response may be created later
  }
  const undeclared = targets.filter((target) => methodResponse.responseParameters?.[target] === undefined);
  if (undeclared.length === 0) return;
  throw invalidMapping(
    undeclared.map((target) => `Invalid mapping expression parameter specified: ${target}`),
  );
}

function invalidMapping(errors: readonly string[]) {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(', ')}]`,
  );
}
