import { builtConfig } from '@darkroom/infra/built-config';
import { bytesText, counted } from '../amounts.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { readTraffic } from '../cost/billed-use.ts';
import { type Estimate, estimateCost } from '../cost/estimate.ts';
import { prices } from '../cost/prices.ts';
import { functionLogs } from '../operations/logs/log-groups.ts';
import { openLogs } from '../operations/logs/open-logs.ts';
import { parseSince } from '../operations/logs/since.ts';
import { createProgress } from '../progress.ts';
import { type Column, table } from '../table.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly since: string;
  readonly json?: boolean;
}

export function run({ since, json, ...where }: Options): Promise<void> {
  const from = parseSince(since, new Date());
  return withStack(where, async (_stack, place) => {
    const opened = openLogs(place);
    const progress = createProgress();
    const traffic = await readTraffic(
      { logs: opened.logs, functions: await functionLogs(opened) },
      from,
      (invocations) => progress.show(`${counted(invocations, 'invocation')} read`),
    );
    progress.clear();
    const estimate = estimateCost(traffic, builtConfig().architecture);
    console.log(json ? JSON.stringify({ from: from.toISOString(), ...estimate }) : text(estimate, from));
  });
}

function text({ functions, made, spent, stored, ...averages }: Estimate, from: Date): string {
  const { perThousandImages, perMillionViews } = averages;
  const sum = Object.values(spent).reduce((all, dollars) => all + dollars, 0);
  const rows = [
    ...functions.map((of) => [
      of.function,
      String(of.invocations),
      String(of.coldStarts),
      of.gbSeconds.toFixed(1),
      money(of.dollars),
    ]),
    ['requests of the API', '', '', '', money(spent.api)],
    ['requests to S3', '', '', '', money(spent.s3)],
    ['writes to DynamoDB', '', '', '', money(spent.dynamodb)],
    ['sum', '', '', '', money(sum)],
  ];
  const numbers = ['calls', 'cold', 'GB-s', 'dollars'].map((name) => ({ name, align: 'right' }) as const);
  const { images, variants, bytesIn, bytesOut } = made;
  const since = `Since ${from.toLocaleString()}`;
  if (perThousandImages === undefined || perMillionViews === undefined)
    return [`${since}, no image was made. For a longer time: --since 7d`, ...tableOf(numbers, rows)].join(
      '\n',
    );
  return [
    `${since}, ${counted(images, 'image')} of ${bytesText(bytesIn / images)} were made:`,
    ...tableOf(numbers, rows),
    `1,000 such images           $${money(perThousandImages)}`,
    `their storage, each month   $${money((1000 * stored.dollarsPerMonth) / images)}`,
    `1,000,000 views             $${money(perMillionViews)}, ${bytesText(bytesOut / variants)} each, by CloudFront`,
    '',
    `AWS's list prices of ${prices.asOf} in ${prices.region}, without free tiers.`,
  ].join('\n');
}

function tableOf(numbers: readonly Column[], rows: readonly string[][]): string[] {
  return ['', table([{ name: '' }, ...numbers], rows), ''];
}

/** Four digits of what is less than a dollar. */
function money(dollars: number): string {
  return dollars === 0 || dollars >= 1 ? dollars.toFixed(2) : dollars.toFixed(4);
}
