import type { Route } from '../../protocol/rest-route.ts';
import { createAlias } from './aliases/create-alias.ts';
import { deleteAlias } from './aliases/delete-alias.ts';
import { getAlias } from './aliases/get-alias.ts';
import { listAliases } from './aliases/list-aliases.ts';
import { updateAlias } from './aliases/update-alias.ts';
import { deleteFunctionEventInvokeConfig } from './async/operations/delete-function-event-invoke-config.ts';
import { getFunctionEventInvokeConfig } from './async/operations/get-function-event-invoke-config.ts';
import { listFunctionEventInvokeConfigs } from './async/operations/list-function-event-invoke-configs.ts';
import { putFunctionEventInvokeConfig } from './async/operations/put-function-event-invoke-config.ts';
import { updateFunctionEventInvokeConfig } from './async/operations/update-function-event-invoke-config.ts';
import { createEventSourceMapping } from './event-source-mappings/operations/create-event-source-mapping.ts';
import { deleteEventSourceMapping } from './event-source-mappings/operations/delete-event-source-mapping.ts';
import { getEventSourceMapping } from './event-source-mappings/operations/get-event-source-mapping.ts';
import { listEventSourceMappings } from './event-source-mappings/operations/list-event-source-mappings.ts';
import { updateEventSourceMapping } from './event-source-mappings/operations/update-event-source-mapping.ts';
import { createFunctionUrlConfig } from './function-urls/operations/create-function-url-config.ts';
import { deleteFunctionUrlConfig } from './function-urls/operations/delete-function-url-config.ts';
import { getFunctionUrlConfig } from './function-urls/operations/get-function-url-config.ts';
import { listFunctionUrlConfigs } from './function-urls/operations/list-function-url-configs.ts';
import { updateFunctionUrlConfig } from './function-urls/operations/update-function-url-config.ts';
import type { LambdaState } from './lambda-state.ts';
import { addPermission } from './operations/add-permission.ts';
import { createFunction } from './operations/create-function.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { getAccountSettings } from './operations/get-account-settings.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionCodeSigningConfig } from './operations/get-function-code-signing-config.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunctionRecursionConfig } from './operations/get-function-recursion-config.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getRuntimeManagementConfig } from './operations/get-runtime-management-config.ts';
import { invoke } from './operations/invoke.ts';
import { invokeWithResponseStream } from './operations/invoke-with-response-stream.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { putFunctionRecursionConfig } from './operations/put-function-recursion-config.ts';
import { removePermission } from './operations/remove-permission.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';

const functions = '/2015-03-31/functions';
const one = `${functions}/{FunctionName}`;
const mappings = '/2015-03-31/event-source-mappings';
const mapping = `${mappings}/{UUID}`;

export const routes: readonly Route<LambdaState>[] = [
  { method: 'POST', path: functions, status: 201, operation: createFunction },
  { method: 'GET', path: functions, operation: listFunctions },
  { method: 'GET', path: one, operation: getFunction },
  { method: 'DELETE', path: one, status: 204, operation: deleteFunction },
  { method: 'PUT', path: `${one}/code`, operation: updateFunctionCode },
  { method: 'GET', path: `${one}/configuration`, operation: getFunctionConfiguration },
  { method: 'PUT', path: `${one}/configuration`, operation: updateFunctionConfiguration },
  {
    method: 'POST',
    path: `${one}/invocations`,
    operation: invoke,
    headers: {
      InvocationType: 'x-amz-invocation-type',
      LogType: 'x-amz-log-type',
      ClientContext: 'x-amz-client-context',
      DurableExecutionName: 'x-amz-durable-execution-name',
      TenantId: 'x-amz-tenant-id',
    },
  },
  {
    method: 'POST',
    path: '/2021-11-15/functions/{FunctionName}/response-streaming-invocations',
    operation: invokeWithResponseStream,
    headers: {
      InvocationType: 'x-amz-invocation-type',
      LogType: 'x-amz-log-type',
      ClientContext: 'x-amz-client-context',
      TenantId: 'x-amz-tenant-id',
    },
  },
  { method: 'POST', path: `${one}/policy`, status: 201, operation: addPermission },
  { method: 'GET', path: `${one}/policy`, operation: getPolicy },
  { method: 'DELETE', path: `${one}/policy/{StatementId}`, status: 204, operation: removePermission },
  { method: 'POST', path: `${one}/versions`, status: 201, operation: publishVersion },
  { method: 'GET', path: `${one}/versions`, operation: listVersionsByFunction },
  { method: 'POST', path: `${one}/aliases`, status: 201, operation: createAlias },
  { method: 'GET', path: `${one}/aliases`, operation: listAliases },
  { method: 'GET', path: `${one}/aliases/{Name}`, operation: getAlias },
  { method: 'PUT', path: `${one}/aliases/{Name}`, operation: updateAlias },
  { method: 'DELETE', path: `${one}/aliases/{Name}`, status: 204, operation: deleteAlias },
  {
    method: 'PUT',
    path: '/2017-10-31/functions/{FunctionName}/concurrency',
    operation: putFunctionConcurrency,
  },
  {
    method: 'DELETE',
    path: '/2017-10-31/functions/{FunctionName}/concurrency',
    status: 204,
    operation: deleteFunctionConcurrency,
  },
  {
    method: 'GET',
    path: '/2019-09-30/functions/{FunctionName}/concurrency',
    operation: getFunctionConcurrency,
  },
  { method: 'POST', path: mappings, status: 202, operation: createEventSourceMapping },
  { method: 'GET', path: mappings, operation: listEventSourceMappings },
  { method: 'GET', path: mapping, operation: getEventSourceMapping },
  { method: 'PUT', path: mapping, status: 202, operation: updateEventSourceMapping },
  { method: 'DELETE', path: mapping, status: 202, operation: deleteEventSourceMapping },
  { method: 'GET', path: '/2016-08-19/account-settings', operation: getAccountSettings },
  { method: 'POST', path: '/2017-03-31/tags/{Resource+}', status: 204, operation: tagResource },
  { method: 'DELETE', path: '/2017-03-31/tags/{Resource+}', status: 204, operation: untagResource },
  { method: 'GET', path: '/2017-03-31/tags/{Resource+}', operation: listTags },
  {
    method: 'GET',
    path: '/2020-06-30/functions/{FunctionName}/code-signing-config',
    operation: getFunctionCodeSigningConfig,
  },
  {
    method: 'GET',
    path: '/2021-07-20/functions/{FunctionName}/runtime-management-config',
    operation: getRuntimeManagementConfig,
  },
  {
    method: 'GET',
    path: '/2024-08-31/functions/{FunctionName}/recursion-config',
    operation: getFunctionRecursionConfig,
  },
  {
    method: 'PUT',
    path: '/2024-08-31/functions/{FunctionName}/recursion-config',
    operation: putFunctionRecursionConfig,
  },
  ...functionUrlRoutes('/2021-10-31/functions/{FunctionName}'),
  ...eventInvokeRoutes('/2019-09-25/functions/{FunctionName}/event-invoke-config'),
];

function eventInvokeRoutes(path: string): Route<LambdaState>[] {
  return [
    { method: 'PUT', path, operation: putFunctionEventInvokeConfig },
    { method: 'POST', path, operation: updateFunctionEventInvokeConfig },
    { method: 'GET', path, operation: getFunctionEventInvokeConfig },
    { method: 'DELETE', path, status: 204, operation: deleteFunctionEventInvokeConfig },
    { method: 'GET', path: `${path}/list`, operation: listFunctionEventInvokeConfigs },
  ];
}

function functionUrlRoutes(one: string): Route<LambdaState>[] {
  const path = `${one}/url`;
  return [
    { method: 'POST', path, status: 201, operation: createFunctionUrlConfig },
    { method: 'GET', path, operation: getFunctionUrlConfig },
    { method: 'PUT', path, operation: updateFunctionUrlConfig },
    { method: 'DELETE', path, status: 204, operation: deleteFunctionUrlConfig },
    { method: 'GET', path: `${one}/urls`, operation: listFunctionUrlConfigs },
  ];
}
