import type { AwsResponse } from '../../../protocol/message.ts';

/** An answer that API Gateway gives itself (Developer Guide, "Gateway response types"). */
export class Refusal extends Error {
  readonly response: AwsResponse;

  constructor(status: number, message: string | null, errorType: string, member = 'message') {
    super(message ?? errorType);
    this.response = {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
      body: JSON.stringify({ [member]: message }),
    };
  }
}

export const missingToken = () =>
  new Refusal(403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
export const forbidden = () => new Refusal(403, 'Forbidden', 'ForbiddenException');
export const unauthorized = () => new Refusal(401, 'Unauthorized', 'UnauthorizedException');
export const expiredToken = () => new Refusal(401, 'The incoming token has expired', 'UnauthorizedException');
/** By an authorizer's policy. The member's capital letter is AWS's. */
export const notAuthorized = (explicitly: boolean) =>
  new Refusal(
    403,
    `User is not authorized to access this resource${explicitly ? ' with an explicit deny' : ''}`,
    'AccessDeniedException',
    'Message',
  );
/** The authorizer is missing, failed or answered nonsense. */
export const authorizerFault = () => new Refusal(500, null, 'AuthorizerConfigurationException');
export const tooManyRequests = () => new Refusal(429, 'Too Many Requests', 'TooManyRequestsException');
export const quotaExceeded = () => new Refusal(429, 'Limit Exceeded', 'LimitExceededException');
export const tooLarge = () => new Refusal(413, 'Request Too Long', 'RequestTooLargeException');
export const internalError = (status: 500 | 502) =>
  new Refusal(status, 'Internal server error', 'InternalServerErrorException');
export const timedOut = () => new Refusal(504, 'Endpoint request timed out', 'InternalServerErrorException');
