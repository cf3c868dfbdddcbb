import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Limit, type LimitName, limits } from '@darkroom/aws-limits';
import * as z from 'zod';
import { StackError } from './errors.ts';

type Block = Readonly<Record<string, unknown>>;

/** Terraform's JSON, as far as it is measured. */
const stackSchema = z.object({
  resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
});
const environmentSchema = z.object({ variables: z.record(z.string(), z.string()) });
const queriesSchema = z.array(z.object({ metric: z.unknown().optional() }));

/** What is measured of the resources of each type. Limits that an account can have raised are left to AWS. */
const measures: readonly (readonly [
  type: string,
  limit: LimitName,
  measure: (block: Block, folder: string) => number | undefined,
])[] = [
  ['aws_lambda_function', 'lambda.timeout', number('timeout')],
  ['aws_lambda_function', 'lambda.memory', number('memory_size')],
  ['aws_lambda_function', 'lambda.environment', environmentBytes],
  ['aws_lambda_function', 'lambda.zip', zipBytes],
  ['aws_iam_role', 'iam.role-name', text('name')],
  ['aws_iam_role_policy', 'iam.role-policy', text('policy')],
  ['aws_sqs_queue', 'sqs.retention', number('message_retention_seconds')],
  ['aws_sqs_queue', 'sqs.visibility', number('visibility_timeout_seconds')],
  ['aws_sqs_queue', 'sqs.delay', number('delay_seconds')],
  ['aws_s3_bucket', 's3.bucket-name', text('bucket')],
  ['aws_s3_bucket_policy', 's3.bucket-policy', text('policy')],
  ['aws_cloudfront_function', 'cloudfront.function', text('code')],
  ['aws_cloudwatch_metric_alarm', 'cloudwatch.metrics', alarmMetrics],
];

/**
 * Holds a synthesized stack to the limits of AWS that nobody can raise; `folder` is that of its assets. What only AWS
 * knows, such as an ARN, counts for nothing. Throws `StackError` with code `LimitExceeded`.
 */
export function checkLimits(stack: unknown, folder: string): void {
  const { resource } = stackSchema.parse(stack);
  const exceeded = measures.flatMap(([type, name, measure]) => {
    const limit: Limit = limits[name];
    return Object.entries(resource[type] ?? {}).flatMap(([id, block]) => {
      const size = measure(block, folder);
      if (size === undefined || (size >= (limit.least ?? 0) && size <= limit.most)) return [];
      return sentence(String(block.function_name ?? block.name ?? id), size, limit);
    });
  });
  if (exceeded.length > 0) throw new StackError('LimitExceeded', exceeded.join('\n'));
}

function sentence(name: string, size: number, { service, what, least, most, unit, source }: Limit): string {
  const said = (value: number) => value.toLocaleString('en-US');
  const range = least === undefined ? `at most ${said(most)}` : `${said(least)} to ${said(most)}`;
  return `${name}: ${what}: expected ${[range, unit].filter(Boolean).join(' ')} but received ${said(size)} (${service}, "${source}").`;
}

function number(name: string) {
  return (block: Block) => z.number().optional().catch(undefined).parse(block[name]);
}

/** Its bytes; in names and policies a character is a byte. */
function text(name: string) {
  return (block: Block) => {
    const value = z.string().optional().parse(block[name]);
    return value === undefined ? undefined : Buffer.byteLength(known(value));
  };
}

/** Lambda counts the variables as JSON. */
function environmentBytes({ environment }: Block): number {
  const { data } = environmentSchema.safeParse(environment);
  return Buffer.byteLength(known(JSON.stringify(data?.variables ?? {})));
}

function zipBytes({ filename }: Block, folder: string): number | undefined {
  return typeof filename === 'string' ? statSync(join(folder, filename)).size : undefined;
}

function alarmMetrics({ metric_query: queries }: Block): number {
  return queriesSchema.parse(queries ?? []).filter(({ metric }) => metric !== undefined).length;
}

/** Without Terraform's references. */
function known(value: string): string {
  return value.replaceAll(/\$\{[^}]*\}/g, '');
}
