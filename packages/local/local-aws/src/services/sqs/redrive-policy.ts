import { z } from 'zod';
import { jsonOrUndefined } from '../../protocol/json-or-undefined.ts';
import type { QueueRecord } from './queue/queue-record.ts';
import { invalidParameter } from './sqs-error.ts';

const policySchema = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int() });

/** Where a queue's messages go after too many receives; undefined without a redrive policy. */
export function readRedrivePolicy({ RedrivePolicy = '' }: Readonly<Record<string, string>>) {
  return policySchema.safeParse(parseObject(RedrivePolicy)).data;
}

/** Throws InvalidParameterValue for a redrive policy that SQS refuses. */
export function checkRedrivePolicy(
  text: string | undefined,
  { queues }: { readonly queues: ReadonlyMap<string, { readonly record: QueueRecord }> },
): void {
  if (!text) return;
  const refuse = (reason: string) =>
    invalidParameter(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  const policy = parseObject(text);
  if (!policy) throw refuse('Redrive policy is not a valid JSON map.');
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (!(name in policy)) throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  const count = Number(policy.maxReceiveCount);
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000)) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${policy.maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  const arns = [...queues.values()].map(({ record }) => record.arn);
  if (!arns.includes(String(policy.deadLetterTargetArn))) throw refuse('Dead letter target does not exist.');
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  return z.record(z.string(), z.unknown()).safeParse(jsonOrUndefined(text)).data;
}
