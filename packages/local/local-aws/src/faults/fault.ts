import { z } from 'zod';
import { AwsError } from '../protocol/aws-error.ts';

/** A fault injected into some of a service's requests. */
const faultSchema = z.strictObject({
  /** The service's name in credential scopes: `s3`, `dynamodb`, `lambda`. */
  service: z.string(),
  /** An operation such as `UpdateItem`; without it, every operation of the service. */
  operation: z.string().optional(),
  /** Only requests from the role with this name. */
  role: z.string().optional(),
  /** The fraction of requests that fail before anything is done: 0 none, 1 all. */
  errorRate: z.number().min(0).max(1).default(0),
  /** Added to the duration of each request. */
  latencyMs: z.number().int().min(0).default(0),
  /** The error for failing requests; by default the service's own temporary error. */
  error: z.strictObject({ code: z.string(), statusCode: z.number().int().min(400).max(599) }).optional(),
  /** Kills the execution environment that sends the n-th such request, before anything is done; then the fault ends. */
  crashAt: z.number().int().min(1).optional(),
});

export const faultsSchema = z.array(faultSchema);

export type Fault = z.output<typeof faultSchema>;
/** A fault in its JSON form, with defaults left out. */
export type FaultInput = z.input<typeof faultSchema>;

const passing: Readonly<Record<string, readonly [code: string, statusCode: number, message: string]>> = {
  s3: ['SlowDown', 503, 'Please reduce your request rate.'],
  dynamodb: [
    'InternalServerError',
    500,
    'The request could not be completed due to an internal server error',
  ],
  sns: ['InternalError', 500, 'An internal error occurred.'],
  lambda: ['ServiceException', 500, 'The AWS Lambda service encountered an internal error.'],
};

export function errorOf({ service, error }: Fault): AwsError {
  if (error) return new AwsError(error.code, 'An injected fault.', error.statusCode);
  const [code, statusCode, message] = passing[service] ?? ['InternalFailure', 500, 'An injected fault.'];
  return new AwsError(code, message, statusCode);
}
