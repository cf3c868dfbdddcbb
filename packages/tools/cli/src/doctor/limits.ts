import {
  type FunctionConfiguration,
  GetAccountSettingsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { type Limit, limits } from '@darkroom/aws-limits';
import type { DeployedStack } from '../operations/stack.ts';
import { type Check, check, type Finding } from './check.ts';

/** From here on a limit is worth a look. */
const near = 0.8;

interface Use {
  readonly limit: Limit;
  readonly used: number;
  /** As the account has it, if it can be asked. */
  readonly most?: number;
  /** Which part of the stage uses that much. */
  readonly by?: string;
}

/** What a stage uses of those limits of AWS that can be read: of each, the part that uses most. */
export async function checkLimits(
  { lambda, sqs }: Pick<DeployedStack, 'lambda' | 'sqs'>,
  prefix: string,
): Promise<Check[]> {
  const [account, functions, queues] = await Promise.all([
    lambda.send(new GetAccountSettingsCommand({})),
    functionsOf(lambda, prefix),
    inFlight(sqs, prefix),
  ]);
  if (functions.length === 0) return []; // not deployed
  const { AccountLimit: most = {}, AccountUsage: usage = {} } = account;
  const concurrency = most.ConcurrentExecutions ?? 0;
  const of = (measure: (one: FunctionConfiguration) => number | undefined) =>
    functions.map((one) => ({ by: one.FunctionName ?? '', used: measure(one) ?? 0 }));
  const uses: Readonly<Record<string, Use | undefined>> = {
    memory: fullest(
      limits['lambda.memory'],
      of(({ MemorySize }) => MemorySize),
    ),
    timeout: fullest(
      limits['lambda.timeout'],
      of(({ Timeout }) => Timeout),
    ),
    variables: fullest(limits['lambda.environment'], of(variableBytes)),
    zip: fullest(
      limits['lambda.zip'],
      of(({ CodeSize }) => CodeSize),
    ),
    'all zips': {
      limit: limits['lambda.code-storage'],
      used: usage.TotalCodeSize ?? 0,
      ...(most.TotalCodeSize !== undefined && { most: most.TotalCodeSize }),
    },
    'in flight': fullest(limits['sqs.in-flight'], queues),
  };
  return Promise.all([
    check('concurrency', 'stage', () => concurrencyOf(concurrency, most.UnreservedConcurrentExecutions)),
    ...Object.entries(uses).flatMap(([name, use]) => (use ? [check(name, 'stage', () => finding(use))] : [])),
  ]);
}

function concurrencyOf(most: number, unreserved = most): Finding {
  const { quota, most: usual } = limits['lambda.concurrency'];
  const found = `${most.toLocaleString('en-US')} executions at once in this account, ${(most - unreserved).toLocaleString('en-US')} reserved`;
  if (most >= usual) return { status: 'ok', found };
  return {
    status: 'note',
    found,
    advice: `Uploads wait when more come at once. Ask for more in Service Quotas: Lambda, ${quota}`,
  };
}

function finding({ limit, used, most = limit.most, by }: Use): Finding {
  const unit = limit.unit === 'bytes' || limit.unit === '' ? '' : ` ${limit.unit}`;
  const amount = `${size(used, limit)} of ${size(most, limit)}${unit}`;
  const found = `${amount}: ${limit.what}${by === undefined ? '' : ` (${by})`}`;
  if (used < near * most) return { status: 'ok', found };
  const advice = limit.quota
    ? `Ask for more in Service Quotas: ${limit.service}, ${limit.quota}`
    : `Nobody can raise it: "${limit.source}" of AWS's documentation`;
  return { status: 'note', found, advice };
}

function size(value: number, { unit }: Limit): string {
  if (unit !== 'bytes') return value.toLocaleString('en-US');
  const power = Math.min(3, Math.floor(Math.log2(Math.max(value, 1)) / 10));
  const text = (value / 1024 ** power).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return `${text} ${['bytes', 'KB', 'MB', 'GB'][power]}`;
}

/** Lambda counts them as JSON. */
function variableBytes({ Environment }: FunctionConfiguration): number {
  return Buffer.byteLength(JSON.stringify(Environment?.Variables ?? {}));
}

/** The part that uses most; `undefined` if there is none. */
function fullest(
  limit: Limit,
  parts: readonly { readonly by: string; readonly used: number }[],
): Use | undefined {
  const [first] = parts.toSorted((a, b) => b.used - a.used);
  return first && { limit, ...first };
}

async function functionsOf(
  client: DeployedStack['lambda'],
  prefix: string,
): Promise<FunctionConfiguration[]> {
  const found: FunctionConfiguration[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    found.push(...Functions.filter(({ FunctionName }) => FunctionName?.startsWith(`${prefix}-`)));
  return found;
}

/** Messages that each queue's consumer has received and not deleted. */
async function inFlight(client: DeployedStack['sqs'], prefix: string) {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, { QueueNamePrefix: `${prefix}-` }))
    urls.push(...QueueUrls);
  return Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const by = QueueUrl.split('/').at(-1) ?? '';
      return { by, used: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0) };
    }),
  );
}
