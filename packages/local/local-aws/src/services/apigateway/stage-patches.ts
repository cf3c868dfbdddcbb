import { NotImplementedError } from '../../protocol/aws-error.ts';
import { badRequest } from './api-gateway-state.ts';
import { methodSettingRules } from './method-settings.ts';
import { type Patch, partsOf } from './patch/patch.ts';
import { entry, type PatchTable, property } from './patch/table.ts';
import { flag, notServedValue, optionalText } from './patch/values.ts';

const settings = ['metrics/enabled', 'logging/dataTrace', 'logging/loglevel'];
const caching = [
  'enabled',
  'dataEncrypted',
  'requireAuthorizationForCacheControl',
  'unauthorizedCacheControlHeaderStrategy',
].map((name) => `caching/${name}`);

/** AWS's own list, with the commas missing where AWS leaves them out. */
function settingPaths(prefix: string, separator: string): string[] {
  const throttling = ['throttling/burstLimit', 'throttling/rateLimit', 'caching/ttlInSeconds'];
  return [
    ...settings.map((name) => `${prefix}/${name}`),
    throttling.map((name) => `${prefix}/${name}`).join(separator),
    ...caching.map((name) => `${prefix}/${name}`),
  ];
}

const known = [
  '/deploymentId',
  '/description',
  '/cacheClusterEnabled',
  '/cacheClusterSize',
  '/clientCertificateId',
  '/accessLogSettings',
  '/accessLogSettings/destinationArn',
  '/accessLogSettings/format',
  ...settingPaths('/{resourcePath}/{httpMethod}', ''),
  ...settingPaths('/*/*', ' '),
  '/variables/{variable_name}',
  '/tracingEnabled',
];

const logSetting = (value: string): string => {
  if (!value) throw badRequest('Access Log value must not be empty');
  return value;
};

export const stagePatches: PatchTable = {
  rules: [
    property('/deploymentId'),
    property('/description', optionalText),
    property('/tracingEnabled', flag),
    property('/accessLogSettings/destinationArn', logSetting, ['add', 'replace']),
    property('/accessLogSettings/format', logSetting, ['add', 'replace']),
    property('/accessLogSettings', optionalText, ['remove']),
    entry('/variables/*'),
    property('/cacheClusterEnabled', notServedValue('UpdateStage', 'cacheClusterEnabled', 'false')),
    property('/cacheClusterSize', notServedValue('UpdateStage', 'cacheClusterSize')),
    property('/clientCertificateId', notServedValue('UpdateStage', 'clientCertificateId')),
    property('/documentationVersion', notServedValue('UpdateStage', 'documentationVersion')),
    ...methodSettingRules,
  ],
  unknownPath: refused,
  wrongOp: refused,
};

function refused({ op, path }: Patch) {
  const parts = partsOf(path ?? '');
  if (parts[0] === 'canarySettings')
    return new NotImplementedError('apigateway', 'UpdateStage of canarySettings');
  if (op === 'remove')
    return badRequest(
      `Cannot remove method setting ${parts.join('/')} because there is no method setting for this method `,
    );
  if (parts[0] === 'accessLogSettings')
    return badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  return badRequest(`Invalid method setting path: ${path}. Must be one of: [${known.join(', ')}]`);
}
