import type { AwsRequest } from '../../protocol/message.ts';

/** Imports have the method and path of a Create operation; only `?mode=import` distinguishes them. */
export function nameOfImport({ method, path, query }: AwsRequest): string | undefined {
  if (method !== 'POST' || query.get('mode') !== 'import') return undefined;
  return { '/restapis': 'ImportRestApi', '/apikeys': 'ImportApiKeys' }[path];
}
