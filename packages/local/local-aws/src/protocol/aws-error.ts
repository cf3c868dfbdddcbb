/**
 * An error as AWS reports it: a stable code, a message and an HTTP status. Each protocol writes it in its own form (XML for
 * S3 and query services, JSON for the others).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Additional members of the error document, such as `BucketName` for S3 or `CancellationReasons` for DynamoDB. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Additional HTTP headers of the error response. */
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

/** An operation that local-aws does not implement, whether it knows its name or not. */
export class NotImplementedError extends AwsError {
  constructor(service: string, operation: string) {
    super('NotImplemented', `local-aws does not implement ${service}:${operation}.`, 501);
  }
}
