import { element, property } from '../patch/table.ts';
import { notEmpty, oneOf, optionalText, wholeNumber } from '../patch/values.ts';
import { olderTable } from '../patch/wording.ts';

export const authorizerPatches = olderTable([
  property('/name', notEmpty('Authorizer name cannot be blank')),
  property('/type', oneOf(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'], 'Invalid authorizer type specified')),
  property('/authType', optionalText),
  property('/authorizerUri', optionalText),
  property('/authorizerCredentials', optionalText),
  property('/identitySource', optionalText),
  property('/identityValidationExpression', optionalText),
  property(
    '/authorizerResultTtlInSeconds',
    wholeNumber(0, 3600, 'Authorizer result TTL must be between 0 and 3600 seconds'),
  ),
  element('/providerARNs'),
]);
