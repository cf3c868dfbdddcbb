/** The service's name in credential scopes: DynamoDB Streams shares that of DynamoDB. */
export function signingName(service: string): string {
  return service === 'streams.dynamodb' ? 'dynamodb' : service;
}
