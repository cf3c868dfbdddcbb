import type { AwsResponse } from '../../../protocol/message.ts';

/** A response of API Gateway itself (Developer Guide, "Gateway response types"). */
export class Refusal extends Error {
  readonly responseType: string;
  readonly response: AwsResponse;

  constructor(options: {
    readonly status: number;
    readonly responseType: string;
    /** The header `x-amzn-errortype`. */
    readonly errorType: string;
    readonly body: { readonly message: string | null } | { readonly Message: string };
  }) {
    const { status, responseType, errorType, body } = options;
    super(('Message' in body ? body.Message : body.message) ?? '');
    this.responseType = responseType;
    this.response = {
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
      body: JSON.stringify(body),
    };
  }
}

const refusal = (status: number, responseType: string, errorType: string, message: string | null) => () =>
  new Refusal({ status, responseType, errorType, body: { message } });

export const missingToken = refusal(
  403,
  'MISSING_AUTHENTICATION_TOKEN',
  'MissingAuthenticationTokenException',
  'Missing Authentication Token',
);
/** The API or stage does not exist. */
export const forbidden = refusal(403, 'ACCESS_DENIED', 'ForbiddenException', 'Forbidden');
export const invalidApiKey = refusal(403, 'INVALID_API_KEY', 'ForbiddenException', 'Forbidden');
export const unauthorized = refusal(401, 'UNAUTHORIZED', 'UnauthorizedException', 'Unauthorized');
export const expiredToken = refusal(
  401,
  'UNAUTHORIZED',
  'UnauthorizedException',
  'The incoming token has expired',
);
export const tooManyRequests = refusal(429, 'THROTTLED', 'TooManyRequestsException', 'Too Many Requests');
export const quotaExceeded = refusal(429, 'QUOTA_EXCEEDED', 'LimitExceededException', 'Limit Exceeded');
export const tooLarge = refusal(413, 'REQUEST_TOO_LARGE', 'RequestTooLargeException', 'Request Too Long');
/** The API cannot call its target. */
export const misconfigured = refusal(
  500,
  'API_CONFIGURATION_ERROR',
  'InternalServerErrorException',
  'Internal server error',
);
/** Lambda has no free concurrency for the function. The type is that of a failed function; the status is not. */
export const throttled = refusal(
  500,
  'INTEGRATION_FAILURE',
  'InternalServerErrorException',
  'Internal server error',
);
/** The function failed, or its response was malformed. */
export const badAnswer = refusal(
  502,
  'INTEGRATION_FAILURE',
  'InternalServerErrorException',
  'Internal server error',
);
export const timedOut = refusal(
  504,
  'INTEGRATION_TIMEOUT',
  'InternalServerErrorException',
  'Endpoint request timed out',
);
/** The authorizer is missing or failed, or its response was malformed. */
export const authorizerFault = refusal(
  500,
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AuthorizerConfigurationException',
  null,
);

/** Refused by an authorizer's policy, or by IAM. The member's capital letter is AWS's. */
export function accessDenied(message: string): Refusal {
  return new Refusal({
    status: 403,
    responseType: 'ACCESS_DENIED',
    errorType: 'AccessDeniedException',
    body: { Message: message },
  });
}
