import type { AwsResponse } from '../../../../protocol/message.ts';

/** An answer that Lambda gives in the place of the function. */
export class UrlRefusal extends Error {
  readonly response: AwsResponse;

  constructor(response: AwsResponse) {
    super(`function URL answers ${response.status}`);
    this.name = 'UrlRefusal';
    this.response = response;
  }
}

function refusal(status: number, errorType: string, document: object): UrlRefusal {
  return new UrlRefusal({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
    body: JSON.stringify(document),
  });
}

/** There is no such URL. */
export function unknownUrl(): UrlRefusal {
  return refusal(403, 'AccessDeniedException', { Message: null });
}

export function forbidden(): UrlRefusal {
  return refusal(403, 'AccessDeniedException', {
    Message:
      'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  });
}

export function tooLarge(message: string): UrlRefusal {
  return refusal(413, 'RequestTooLargeException', { Message: message });
}

export function throttled(reason: unknown): UrlRefusal {
  return refusal(429, 'TooManyRequestsException', {
    Reason: reason,
    Type: 'User',
    message: 'Rate Exceeded.',
  });
}

/** The function failed, ran out of time or answered nonsense. */
export function functionFailed(): UrlRefusal {
  return new UrlRefusal({
    status: 502,
    headers: { 'content-type': 'application/json' },
    body: 'Internal Server Error',
  });
}
