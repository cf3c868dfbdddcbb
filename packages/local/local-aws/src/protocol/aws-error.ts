/**
 * A fault as AWS reports it: a stable code, a message and an HTTP status.
 * Each protocol writes it in its own form (XML for S3 and query services, JSON for the others).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Extra members of the error document, e.g. `BucketName` for S3 or `CancellationReasons` for DynamoDB. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Extra HTTP headers of the error response. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    extra: { fields?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.fields = extra.fields ?? {};
    this.headers = extra.headers ?? {};
  }
}

export class ValidationError extends AwsError {
  constructor(message: string) {
    super('ValidationException', message, 400);
  }
}

/** An operation of a service that local-aws recognises or not, but does not serve. */
export class NotImplementedError extends AwsError {
  constructor(service: string, operation: string) {
    super('NotImplemented', `local-aws does not implement ${service}:${operation}.`, 501);
  }
}
