/** The cloud at the endpoint was not ready in time. */
export class NotReadyError extends Error {
  readonly code = 'NotReady';
  readonly endpoint: string;

  constructor(endpoint: string, milliseconds: number, cause: unknown) {
    super(
      `${endpoint} was not ready after ${milliseconds} ms: ${cause instanceof Error ? cause.message : cause}. ` +
        'Is LocalStack or local-aws running? Set AWS_ENDPOINT_URL, or LOCALSTACK_HOST, to where it listens.',
      { cause },
    );
    this.name = 'NotReadyError';
    this.endpoint = endpoint;
  }
}
