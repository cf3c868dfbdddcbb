import { badRequest } from './api-gateway-state.ts';
import { element, entry, member, property } from './patch/table.ts';
import { flag, notEmpty, notServedValue, oneOf, optionalText, wholeNumber } from './patch/values.ts';
import { olderTable } from './patch/wording.ts';

const noContentType = 'Content-Type specified was not found';

export const methodPatches = olderTable([
  property('/apiKeyRequired', flag),
  property(
    '/authorizationType',
    oneOf(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'], 'Invalid authorization type specified'),
  ),
  property('/authorizerId', optionalText),
  property('/operationName', optionalText),
  property('/requestValidatorId', (id) => {
    if (id) throw badRequest('Invalid Request Validator identifier specified');
    return undefined;
  }),
  element('/authorizationScopes'),
  entry('/requestParameters/*', { parse: flag }),
  entry('/requestModels/*', { missing: noContentType }),
]);

export const methodResponsePatches = olderTable([
  entry('/responseParameters/*', { parse: flag }),
  entry('/responseModels/*', { missing: noContentType }),
]);

export const integrationPatches = olderTable([
  property('/httpMethod', notEmpty('Enumeration value for HttpMethod must be non-empty')),
  property('/uri', optionalText),
  property('/credentials', optionalText),
  property('/contentHandling', optionalText),
  property(
    '/passthroughBehavior',
    oneOf(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'], 'Invalid passthrough behavior specified'),
  ),
  property('/timeoutInMillis', wholeNumber(50, 29_000, 'Timeout should be between 50 ms and 29000 ms')),
  property('/cacheNamespace', optionalText),
  property('/connectionType', notServedValue('UpdateIntegration', 'connectionType', 'INTERNET')),
  property('/connectionId', notServedValue('UpdateIntegration', 'connectionId')),
  property('/integrationTarget', notServedValue('UpdateIntegration', 'integrationTarget')),
  property('/responseTransferMode', notServedValue('UpdateIntegration', 'responseTransferMode', 'BUFFERED')),
  property('/tlsConfig/insecureSkipVerification', notServedValue('UpdateIntegration', 'tlsConfig', 'false')),
  member('/cacheKeyParameters/*'),
  entry('/requestParameters/*'),
  entry('/requestTemplates/*', { missing: noContentType }),
]);

export const integrationResponsePatches = olderTable([
  property('/selectionPattern', optionalText),
  property('/contentHandling', optionalText),
  entry('/responseParameters/*'),
  entry('/responseTemplates/*', { missing: noContentType }),
]);

/** Models that every API has; others cannot be created here. */
const models = ['Empty', 'Error'];

/** Throws BadRequestException for a model that does not exist. */
export function checkModels(named: Readonly<Record<string, string>> | null | undefined): void {
  const unknown = Object.values(named ?? {}).find((model) => !models.includes(model));
  if (unknown !== undefined) throw badRequest(`Invalid model identifier specified: ${unknown}`);
}
