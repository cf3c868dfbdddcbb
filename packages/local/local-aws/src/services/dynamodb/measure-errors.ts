import type { Cloud } from '../../cloud/cloud.ts';
import { serviceMeters } from '../../metrics/service-meters.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from '../../protocol/message.ts';

const throttles = /^(ProvisionedThroughputExceeded|Throttling)Exception$|^RequestLimitExceeded$/;
/** They are answers, not mistakes. */
const expected = /^(ConditionalCheckFailed|TransactionCanceled)Exception$/;

/**
 * The service, with its errors counted; only injected faults make errors of the system, and throttle.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB metrics and dimensions".
 */
export function measureErrors(cloud: Cloud, service: Service): Service {
  const ofOperation = serviceMeters(cloud, 'AWS/DynamoDB', {
    units: { SystemErrors: 'Count', ThrottledRequests: 'Count' },
    dimensions(resource) {
      const [TableName = '', Operation = ''] = resource.split('/'); // names have no slash
      return { TableName, Operation };
    },
  });
  const ofAccount = serviceMeters(cloud, 'AWS/DynamoDB', {
    units: { UserErrors: 'Count' },
    dimensions: () => ({}),
  });

  async function measure(request: AwsRequest, { status, headers = {} }: AwsResponse): Promise<void> {
    const code = String(headers['x-amzn-errortype']);
    if (status < 500 && !throttles.test(code)) {
      if (!expected.test(code)) ofAccount('UserErrors', '', 1);
      return;
    }
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    for (const table of tablesIn(await readBody(request)))
      ofOperation(status < 500 ? 'ThrottledRequests' : 'SystemErrors', `${table}/${operation}`, 1);
  }

  return {
    ...service,
    async handle(request) {
      const response = await service.handle(request);
      if (response.status >= 400) await measure(request, response);
      return response;
    },
  };
}

/** The tables of a request that was refused before anybody read it; none if it was read. */
function tablesIn(body: Buffer): string[] {
  try {
    const { TableName, RequestItems = {} } = JSON.parse(body.toString('utf8'));
    return typeof TableName === 'string' ? [TableName] : Object.keys(RequestItems);
  } catch {
    return [];
  }
}
