/** Services that share the credential scope of another. */
const shared: ReadonlyMap<string, string> = new Map([
  ['streams.dynamodb', 'dynamodb'],
  ['lambda-url', 'lambda'],
]);

/** The service's name in credential scopes. */
export function signingName(service: string): string {
  return shared.get(service) ?? service;
}
