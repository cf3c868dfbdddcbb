import type { Route } from '../../protocol/rest-json.ts';
import { createAlias } from './aliases/createAlias.ts';
import { deleteAlias } from './aliases/deleteAlias.ts';
import { getAlias } from './aliases/getAlias.ts';
import { listAliases } from './aliases/listAliases.ts';
import { updateAlias } from './aliases/updateAlias.ts';
import { deleteFunctionEventInvokeConfig } from './async/operations/deleteFunctionEventInvokeConfig.ts';
import { getFunctionEventInvokeConfig } from './async/operations/getFunctionEventInvokeConfig.ts';
import { listFunctionEventInvokeConfigs } from './async/operations/listFunctionEventInvokeConfigs.ts';
import { putFunctionEventInvokeConfig } from './async/operations/putFunctionEventInvokeConfig.ts';
import { updateFunctionEventInvokeConfig } from './async/operations/updateFunctionEventInvokeConfig.ts';
import { createEventSourceMapping } from './event-source-mappings/operations/createEventSourceMapping.ts';
import { deleteEventSourceMapping } from './event-source-mappings/operations/deleteEventSourceMapping.ts';
import { getEventSourceMapping } from './event-source-mappings/operations/getEventSourceMapping.ts';
import { listEventSourceMappings } from './event-source-mappings/operations/listEventSourceMappings.ts';
import { updateEventSourceMapping } from './event-source-mappings/operations/updateEventSourceMapping.ts';
import type { LambdaState } from './lambda-state.ts';
import { addPermission } from './operations/addPermission.ts';
import { createFunction } from './operations/createFunction.ts';
import { deleteFunction } from './operations/deleteFunction.ts';
import { deleteFunctionConcurrency } from './operations/deleteFunctionConcurrency.ts';
import { getAccountSettings } from './operations/getAccountSettings.ts';
import { getFunction } from './operations/getFunction.ts';
import { getFunctionCodeSigningConfig } from './operations/getFunctionCodeSigningConfig.ts';
import { getFunctionConcurrency } from './operations/getFunctionConcurrency.ts';
import { getFunctionConfiguration } from './operations/getFunctionConfiguration.ts';
import { getFunctionRecursionConfig } from './operations/getFunctionRecursionConfig.ts';
import { getPolicy } from './operations/getPolicy.ts';
import { getRuntimeManagementConfig } from './operations/getRuntimeManagementConfig.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions } from './operations/listFunctions.ts';
import { listTags } from './operations/listTags.ts';
import { listVersionsByFunction } from './operations/listVersionsByFunction.ts';
import { publishVersion } from './operations/publishVersion.ts';
import { putFunctionConcurrency } from './operations/putFunctionConcurrency.ts';
import { removePermission } from './operations/removePermission.ts';
import { tagResource } from './operations/tagResource.ts';
import { untagResource } from './operations/untagResource.ts';
import { updateFunctionCode } from './operations/updateFunctionCode.ts';
import { updateFunctionConfiguration } from './operations/updateFunctionConfiguration.ts';

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
  { method: 'POST', path: `${one}/invocations`, operation: invoke },
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
