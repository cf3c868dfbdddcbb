import * as z from 'zod';
import { StackError } from './errors.ts';

export const stageSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be 1 to 20 lower-case letters, digits and hyphens, a letter first');
export const targetSchema = z.enum(['embedded', 'localstack', 'aws']);
/** Without a trailing slash. */
export const endpointSchema = z
  .url({ protocol: /^https?$/ })
  .transform((endpoint) => endpoint.replace(/\/$/, ''));
export const defaultStage = 'dev';
export const defaultEndpoint = 'http://127.0.0.1:4566';

const environmentSchema = z.object({
  DARKROOM_STAGE: stageSchema.default(defaultStage),
  DARKROOM_TARGET: targetSchema.default('embedded'),
  DARKROOM_ENDPOINT: endpointSchema.default(defaultEndpoint),
  DARKROOM_STATE_BUCKET: z.string().min(3).optional(),
  DARKROOM_ALLOW_PUBLIC_API: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
});

/** Where the stack is deployed, and under which name; everything else is in darkroom.config.ts. */
export interface Settings {
  /** Part of every resource's name: dev, staging, prod. */
  readonly stage: string;
  readonly target: 'embedded' | 'localstack' | 'aws';
  /** Endpoint of local-aws or LocalStack, without a trailing slash; unset for AWS. */
  readonly endpoint: string;
  /** Keeps Terraform's state in S3; without it the state is a file in infra/. */
  readonly stateBucket?: string;
  /** Allows deploying to AWS an API that everybody may call. */
  readonly allowPublicApi?: boolean;
}

/** Throws a `StackError` with code `InvalidSettings` that names the variable. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StackError('InvalidSettings', problems.join('\n'));
  }
  const {
    DARKROOM_STAGE,
    DARKROOM_TARGET,
    DARKROOM_ENDPOINT,
    DARKROOM_STATE_BUCKET,
    DARKROOM_ALLOW_PUBLIC_API,
  } = parsed.data;
  return {
    stage: DARKROOM_STAGE,
    target: DARKROOM_TARGET,
    endpoint: DARKROOM_ENDPOINT,
    allowPublicApi: DARKROOM_ALLOW_PUBLIC_API === '1',
    ...(DARKROOM_STATE_BUCKET === undefined ? {} : { stateBucket: DARKROOM_STATE_BUCKET }),
  };
}
