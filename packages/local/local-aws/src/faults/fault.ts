import { z } from 'zod';
import { AwsError } from '../protocol/aws-error.ts';

/** What goes wrong with some of a service's requests. */
const faultSchema = z.strictObject({
  /** As in credential scopes: `s3`, `dynamodb`, `lambda`. */
  service: z.string(),
  /** E.g. `UpdateItem`; every operation of the service without it. */
  operation: z.string().optional(),
  /** Only requests that this role sends, by its name. */
  role: z.string().optional(),
  /** How many of the requests fail before anything is done: 0 none, 1 all. */
  errorRate: z.number().min(0).max(1).default(0),
  /** How much longer each of the requests takes. */
  latencyMs: z.number().int().min(0).default(0),
  /** What the failing ones are told; by default the service's own word for a passing fault. */
  error: z.strictObject({ code: z.string(), statusCode: z.number().int().min(400).max(599) }).optional(),
  /** Kills the execution environment that sends the n-th of the requests, before anything is done; then it is over. */
  crashAt: z.number().int().min(1).optional(),
});

export const faultsSchema = z.array(faultSchema);

export type Fault = z.output<typeof faultSchema>;
/** A fault as it is written, with defaults left out. */
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
