import type { IncomingMessage } from 'node:http';
import type { Cloud } from '../cloud/cloud.ts';
import { controlFaults, faultsPath } from '../faults/control.ts';
import type { AwsResponse } from '../protocol/message.ts';

/** local-aws's own pages, by URL; undefined for everything that belongs to AWS. */
export function localPage(
  cloud: Cloud,
  serviceNames: readonly string[],
  url: string | undefined,
): ((incoming: IncomingMessage) => AwsResponse | Promise<AwsResponse>) | undefined {
  switch (url) {
    case '/_localstack/health':
      return () => health(serviceNames);
    case '/_local/operations':
      return () => json(operationNames(cloud));
    case faultsPath:
      return (incoming) => controlFaults(cloud.faults, incoming);
    default:
      return undefined;
  }
}

function operationNames({ operations }: Cloud): Record<string, string[]> {
  return Object.fromEntries(
    [...operations].map(([service, served]) => [service, served.map(({ name }) => name)]),
  );
}

/** LocalStack's health document, which its clients and `waitUntilReady` poll. */
function health(serviceNames: readonly string[]): AwsResponse {
  const services = Object.fromEntries(serviceNames.map((name) => [name, 'running']));
  return json({ services, edition: 'local-aws', version: '0.1.0' });
}

function json(document: object): AwsResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
}
