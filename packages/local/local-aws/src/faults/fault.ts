import { z } from 'zod';
import { AwsError } from '../protocol/aws-error.ts';

/** The services whose events, messages or records travel to others, each at least once. */
const senders = ['s3', 'sqs', 'sns', 'dynamodb', 'events'] as const;
export type Sender = (typeof senders)[number];

/** A fault injected into some of a service's requests, or into what the service delivers to others. */
const faultFields = z.strictObject({
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
  /** The fraction of the service's S3 events, SQS messages, SNS or EventBridge deliveries or stream records that arrive twice. */
  duplicateRate: z.number().min(0).max(1).default(0),
  /** Each of them arrives late, by a random time up to this, so later ones may overtake it; stream records keep their order. */
  lateMs: z.number().int().min(0).max(900_000).default(0),
});

const faultSchema = faultFields.superRefine((fault, context) => {
  if (fault.duplicateRate === 0 && fault.lateMs === 0) return;
  const issue = (path: keyof Fault, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (!senders.some((service) => service === fault.service))
    issue('service', `Only ${senders.join(', ')} deliver events that can be late or come twice.`);
  for (const path of ['operation', 'role'] as const)
    if (fault[path] !== undefined)
      issue(path, 'It chooses requests. Events that are late or come twice have none.');
});

export const faultsSchema = z.array(faultSchema);

export type Fault = z.output<typeof faultFields>;
/** A fault in its JSON form, with defaults left out. */
export type FaultInput = z.input<typeof faultFields>;

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
