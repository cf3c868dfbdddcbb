import { NotImplementedError } from '../../protocol/aws-error.ts';
import { jsonOrUndefined } from '../../protocol/json-or-undefined.ts';
import { badRequest } from './api-gateway-state.ts';
import type { RestApi } from './documents.ts';
import { element, member, type PatchRule, property } from './patch/table.ts';
import { flag, notEmpty, notServedValue, oneOf, optionalText, wholeNumber } from './patch/values.ts';
import { olderTable } from './patch/wording.ts';

const mostCompression = 10_485_760;
const compressionFault = `Invalid minimum compression size, must be between 0 and ${mostCompression}`;
const compressionSize = wholeNumber(0, mostCompression, compressionFault);
const endpointTypes = ['REGIONAL', 'EDGE', 'PRIVATE'];
const endpointType = oneOf(
  endpointTypes,
  `Invalid EndpointTypes specified. Valid options are ${endpointTypes.join(',')}`,
);

/** The type in the path is the one that goes, by its name or its place; there is never more than one. */
const typesRule: PatchRule = {
  path: '/endpointConfiguration/types/*',
  ops: ['replace', 'add', 'remove'],
  apply(document, _parts, { op, value }) {
    const configuration = document.endpointConfiguration as { types: string[] };
    configuration.types = op === 'remove' ? [] : [endpointType(value ?? '')];
  },
};

export const restApiPatches = olderTable([
  property('/name', notEmpty('Name cannot be empty')),
  property('/description', optionalText),
  property('/version', optionalText),
  property('/policy', optionalText),
  property('/apiKeySource', oneOf(['HEADER', 'AUTHORIZER'], 'Invalid API Key Source specified')),
  property('/disableExecuteApiEndpoint', flag),
  property('/minimumCompressionSize', (text) => (text === '' ? undefined : compressionSize(text))),
  property(
    '/endpointConfiguration/ipAddressType',
    oneOf(['ipv4', 'dualstack'], 'ipAddressType must be either ipv4 or dualstack.'),
  ),
  { ...element('/endpointConfiguration/vpcEndpointIds'), apply: notServed('vpcEndpointIds') },
  property('/endpointAccessMode', notServedValue('UpdateRestApi', 'endpointAccessMode')),
  property('/securityPolicy', notServedValue('UpdateRestApi', 'securityPolicy')),
  member('/binaryMediaTypes/*'),
  typesRule,
]);

function notServed(name: string) {
  return () => {
    throw new NotImplementedError('apigateway', `UpdateRestApi of ${name}`);
  };
}

/** Checks an API before it is stored. Throws BadRequestException, and NotImplementedError for private APIs. */
export function checkedRestApi(api: RestApi): RestApi {
  const { name, description, minimumCompressionSize: size, endpointConfiguration, policy } = api;
  if (!name) throw badRequest('Name cannot be empty');
  if (description === '') throw badRequest('Description cannot be an empty string');
  if (size !== undefined && !(size >= 0 && size <= mostCompression)) throw badRequest(compressionFault);
  const { types } = endpointConfiguration;
  if (types.length === 0)
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  if (types.includes('PRIVATE')) throw new NotImplementedError('apigateway', 'a private API');
  if (policy !== undefined && !isObject(policy))
    throw badRequest(
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    );
  return api;
}

function isObject(text: string): boolean {
  return typeof jsonOrUndefined(text) === 'object';
}
