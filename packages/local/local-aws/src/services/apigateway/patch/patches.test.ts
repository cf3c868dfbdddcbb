import {
  APIGatewayServiceException,
  CreateAuthorizerCommand,
  CreateUsagePlanCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetUsagePlanCommand,
  type PatchOperation,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

const replace = (path: string, value?: string): PatchOperation => ({
  op: 'replace',
  path,
  ...(value === undefined ? {} : { value }),
});
const add = (path: string, value?: string): PatchOperation => ({
  op: 'add',
  path,
  ...(value === undefined ? {} : { value }),
});
const remove = (path: string): PatchOperation => ({ op: 'remove', path });

/** A deployed API, and how each of its parts is updated and read. */
async function startParts() {
  const { apiGateway, createApi } = await startApiGateway();
  const { restApiId, resourceId, uri } = await createApi(
    'export const handler = async () => ({ statusCode: 200 });',
  );
  const method = { restApiId, resourceId, httpMethod: 'ANY' };
  const { id: authorizerId = '' } = await apiGateway.send(
    new CreateAuthorizerCommand({ restApiId, name: 'token', type: 'TOKEN', authorizerUri: uri }),
  );
  const { id: usagePlanId = '' } = await apiGateway.send(
    new CreateUsagePlanCommand({ name: 'plan', apiStages: [{ apiId: restApiId, stage: stageName }] }),
  );
  const stage = { restApiId, stageName };
  const parts = {
    api: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateRestApiCommand({ restApiId, patchOperations })),
      () => apiGateway.send(new GetRestApiCommand({ restApiId })),
    ],
    method: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateMethodCommand({ ...method, patchOperations })),
      () => apiGateway.send(new GetMethodCommand(method)),
    ],
    integration: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateIntegrationCommand({ ...method, patchOperations })),
      () => apiGateway.send(new GetIntegrationCommand(method)),
    ],
    stage: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateStageCommand({ ...stage, patchOperations })),
      () => apiGateway.send(new GetStageCommand(stage)),
    ],
    plan: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations })),
      () => apiGateway.send(new GetUsagePlanCommand({ usagePlanId })),
    ],
    authorizer: [
      (patchOperations: PatchOperation[]) =>
        apiGateway.send(new UpdateAuthorizerCommand({ restApiId, authorizerId, patchOperations })),
      () => apiGateway.send(new GetRestApiCommand({ restApiId })),
    ],
  } as const;
  const update = (part: keyof typeof parts, ...patches: PatchOperation[]): Promise<unknown> =>
    parts[part][0](patches);
  const read = (part: keyof typeof parts): Promise<unknown> => parts[part][1]();
  return { update, read, authorizerId, apiStage: `${restApiId}:${stageName}` };
}

test('what API Gateway lets be updated reads back', async () => {
  const { update, read, authorizerId, apiStage } = await startParts();

  await update(
    'api',
    add('/binaryMediaTypes/image~1png'),
    replace('/minimumCompressionSize', '1024'),
    replace('/endpointConfiguration/types/EDGE', 'REGIONAL'),
  );
  await update(
    'api',
    replace('/binaryMediaTypes/image~1png', 'image/jpeg'),
    replace('/description', 'photos'),
  );
  expect(await read('api')).toMatchObject({
    binaryMediaTypes: ['image/jpeg'],
    minimumCompressionSize: 1024,
    endpointConfiguration: { types: ['REGIONAL'] },
    description: 'photos',
  });

  await update('method', replace('/authorizationType', 'CUSTOM'), replace('/authorizerId', authorizerId));
  await update('method', add('/requestParameters/method.request.querystring.page', 'true'));
  expect(await read('method')).toMatchObject({
    authorizationType: 'CUSTOM',
    authorizerId,
    requestParameters: { 'method.request.querystring.page': true },
  });

  await update(
    'integration',
    replace('/timeoutInMillis', '5000'),
    add('/requestTemplates/application~1json', '{}'),
  );
  expect(await read('integration')).toMatchObject({
    timeoutInMillis: 5000,
    requestTemplates: { 'application/json': '{}' },
  });

  const logs = 'arn:aws:logs:us-east-1:000000000000:log-group:api';
  await update(
    'stage',
    add('/variables/color', 'red'),
    add('/accessLogSettings/destinationArn', logs),
    replace('/accessLogSettings/format', '$context.requestId'),
    replace('/*/*/throttling/rateLimit', '12.5'),
    replace('/~1{proxy+}/ANY/logging/loglevel', 'INFO'),
  );
  expect(await read('stage')).toMatchObject({
    variables: { color: 'red' },
    accessLogSettings: { destinationArn: logs, format: '$context.requestId' },
    methodSettings: { '*/*': { throttlingRateLimit: 12.5 }, '{proxy+}/ANY': { loggingLevel: 'INFO' } },
  });
  await update('stage', remove('/accessLogSettings'), remove('/variables/color'), remove('/*/*'));
  const stage = await read('stage');
  expect(stage).not.toHaveProperty('accessLogSettings');
  expect(stage).not.toHaveProperty(['methodSettings', '*/*']);

  const limits = `/apiStages/${apiStage}/throttle`;
  await update(
    'plan',
    add('/throttle/rateLimit', '10'),
    add(`${limits}/~1images~1GET/burstLimit`, '3'),
    add(`${limits}/images/POST/rateLimit`, '2'),
  );
  expect(await read('plan')).toMatchObject({
    throttle: { rateLimit: 10 },
    apiStages: [{ throttle: { '/images/GET': { burstLimit: 3 }, '/images/POST': { rateLimit: 2 } } }],
  });
});

test.each([
  ['api', add('/binaryMediaTypes', 'image/png'), 'Invalid patch path /binaryMediaTypes'],
  [
    'api',
    add('/minimumCompressionSize', '1'),
    'Invalid patch operation specified. Must be one of: [replace]',
  ],
  [
    'api',
    replace('/minimumCompressionSize', 'many'),
    'Invalid minimum compression size, must be between 0 and 10485760',
  ],
  [
    'api',
    replace('/endpointConfiguration/types/0', 'wrong'),
    'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
  ],
  [
    'api',
    replace('/endpointConfiguration/ipAddressType', 'wrong'),
    'ipAddressType must be either ipv4 or dualstack.',
  ],
  ['method', replace('/httpMethod', 'GET'), 'Invalid patch path /httpMethod'],
  ['method', add('/requestParameters', 'true'), 'Invalid patch path /requestParameters'],
  [
    'method',
    replace('/requestModels/application/json', 'Empty'),
    'Invalid patch path /requestModels/application/json',
  ],
  [
    'method',
    replace('/authorizationType', 'CUSTOM'),
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  ],
  [
    'stage',
    replace('/tags/a', 'b'),
    /^Invalid method setting path: \/tags\/a\. Must be one of: \[\/deploymentId, \/description, .*\/tracingEnabled\]$/,
  ],
  [
    'stage',
    add('/accessLogSettings/other', 'x'),
    'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
  ],
  ['stage', replace('/accessLogSettings/format', ''), 'Access Log value must not be empty'],
  [
    'stage',
    remove('/*/*'),
    'Cannot remove method setting */* because there is no method setting for this method ',
  ],
  ['stage', replace('/deploymentId', 'gone'), 'Deployment id does not exist'],
  ['plan', add('/apiStages'), 'Invalid API Stage specified'],
  ['integration', replace('/uri', 'nowhere'), 'Invalid ARN specified in the request'],
] as const)('%s refuses %j', async (part, patch, message) => {
  const { update, read } = await startParts();
  const before = await read(part);
  const updated = update(part, patch);
  await expect(updated).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(updated).rejects.toThrow(message);
  expect(JSON.stringify(await read(part)).replace(/"requestId":"[^"]*"/, '')).toBe(
    JSON.stringify(before).replace(/"requestId":"[^"]*"/, ''),
  );
});

test('whatever a patch says, what it changes stays readable', async () => {
  const { update, read } = await startParts();
  const part = fc.constantFrom('api', 'method', 'integration', 'stage', 'plan', 'authorizer');
  const word = fc.oneof(
    fc.constantFrom(
      'binaryMediaTypes',
      'accessLogSettings',
      'types',
      'throttle',
      'quota',
      'variables',
      '0',
      '*',
      'id',
    ),
    fc.constantFrom(
      'requestParameters',
      'endpointConfiguration',
      'apiStages',
      'methodSettings',
      '__proto__',
      'name',
    ),
    fc.string({ maxLength: 6 }),
  );
  const patch = fc.record({
    op: fc.constantFrom('add', 'remove', 'replace', 'copy', 'move', 'test'),
    path: fc.array(word, { maxLength: 4 }).map((words) => `/${words.join('/')}`),
    value: fc.option(fc.oneof(word, fc.constantFrom('true', '1', '[]', '{}')), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(part, patch, async (name, operation) => {
      const { value, ...rest } = operation;
      await update(name, value === undefined ? rest : { ...rest, value }).catch((error) => {
        expect(error).toBeInstanceOf(APIGatewayServiceException);
        expect(error.$metadata.httpStatusCode).not.toBe(500);
      });
      expect(await read(name)).toBeDefined();
    }),
    { numRuns: 150 },
  );
});
