import type { AwsResponse } from '../../../protocol/message.ts';

/** An answer that API Gateway gives itself (Developer Guide, "Gateway response types"). */
export class Refusal extends Error {
  readonly response: AwsResponse;

  constructor(status: number, message: string, errorType: string) {
    super(message);
    this.response = {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
      body: JSON.stringify({ message }),
    };
  }
}

export const missingToken = () =>
  new Refusal(403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
export const forbidden = () => new Refusal(403, 'Forbidden', 'ForbiddenException');
export const unauthorized = () => new Refusal(401, 'Unauthorized', 'UnauthorizedException');
export const tooManyRequests = () => new Refusal(429, 'Too Many Requests', 'TooManyRequestsException');
export const quotaExceeded = () => new Refusal(429, 'Limit Exceeded', 'LimitExceededException');
export const tooLarge = () => new Refusal(413, 'Request Too Long', 'RequestTooLargeException');
export const internalError = (status: 500 | 502) =>
  new Refusal(status, 'Internal server error', 'InternalServerErrorException');
export const timedOut = () => new Refusal(504, 'Endpoint request timed out', 'InternalServerErrorException');
