/** The service as credential scopes name it: DynamoDB Streams shares the scope of DynamoDB. */
export function signingName(service: string): string {
  return service === 'streams.dynamodb' ? 'dynamodb' : service;
}
