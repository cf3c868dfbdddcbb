import type { AwsRequest, UnsignedRequest } from '../protocol/message.ts';

/** Finds out who sent a request; throws the AWS error for a bad or expired signature. */
export interface Authenticator {
  /** May wrap the body, where the signature covers chunks of it. */
  authenticate(request: UnsignedRequest, service: string): Promise<AwsRequest>;
}
