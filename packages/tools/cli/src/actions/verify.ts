import { type Owner, totals } from '@darkroom/catalog';
import { counted } from '../amounts.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import type { Finding } from '../operations/finding.ts';
import { recountTotals, repair } from '../operations/repair.ts';
import type { DeployedStack } from '../operations/stack.ts';
import { verify } from '../operations/verify.ts';
import { createProgress } from '../progress.ts';
import { visible } from '../visible.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/** `repaired` is present only if a repair was requested. */
type Examined = Finding & { readonly repaired?: boolean };

const explanations: Readonly<Record<Finding['kind'], { readonly what: string; readonly mended: string }>> = {
  'unprocessed-original': { what: 'the original was never processed', mended: 'its event is sent again' },
  'sealed-original': { what: 'it was uploaded after its image was deleted', mended: 'removed' },
  'missing-original': { what: 'the original is gone', mended: 'record and variants are removed' },
  'missing-variants': { what: 'variants are gone', mended: 'they are made again' },
  'orphan-variant': { what: 'nothing refers to this variant', mended: 'removed' },
  'given-up': { what: 'Lambda gave up on it', mended: 'it is processed again' },
  stuck: { what: 'processing never ended', mended: 'it is processed again' },
  unpublished: { what: 'its last change was not published', mended: 'it is published now' },
  'old-index': { what: 'only an index of an earlier release lists them', mended: 'all lists do' },
  'wrong-totals': { what: 'the totals do not match the images', mended: 'counted again' },
};

export function run(options: Options): Promise<void> {
  return withStack(options, (stack) => work(stack, options));
}

async function work(stack: DeployedStack, { repair: mend, json }: Options): Promise<void> {
  const progress = createProgress();
  progress.show('Comparing catalog, originals and variants');
  const findings: Examined[] = [];
  const moving: Owner[] = [];
  for await (const finding of verify(stack, new Date(), (owner) => void moving.push(owner))) {
    const examined = mend ? { ...finding, repaired: await repair(stack, finding) } : finding;
    findings.push(examined);
    if (json) continue;
    progress.clear();
    console.log(line(examined));
  }
  const recounted = mend ? await recountTotals(stack, moving) : [];
  const notCompared = moving.length - recounted.length;
  progress.clear();
  const remaining = findings.filter(({ repaired }) => !repaired).length;
  if (remaining > 0) process.exitCode = 1;
  if (json) console.log(JSON.stringify({ findings, totalsNotCompared: notCompared }));
  else console.log(summary(findings.length, remaining, mend) + asFarAs(notCompared));
}

function line(finding: Examined): string {
  const { kind, repaired } = finding;
  const details = detailsOf(finding);
  const { what, mended } = explanations[kind];
  const result =
    repaired === undefined ? '' : repaired ? colours.green(`: ${mended}`) : colours.red(': not repaired');
  return `${colours.yellow(kind)} ${visible(`${subjectOf(finding)}: ${what}${details && ` (${details})`}`)}${result}`;
}

function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'orphan-variant':
      return finding.variantKey;
    case 'unpublished':
      return finding.key ?? finding.id;
    case 'wrong-totals':
      return finding.owner ?? 'images without an owner';
    case 'old-index':
      return counted(finding.ids.length, 'image');
    default:
      return finding.key;
  }
}

function detailsOf(finding: Finding): string {
  switch (finding.kind) {
    case 'missing-variants':
      return finding.variantKeys.join(', ');
    case 'given-up':
      return finding.code;
    case 'unpublished':
      return `missing in ${finding.missing.join(' and ')}`;
    case 'wrong-totals':
      return totals
        .filter((total) => finding.totals[total] !== finding.counted[total])
        .map((total) => `${total} ${finding.totals[total]} instead of ${finding.counted[total]}`)
        .join(', ');
    default:
      return '';
  }
}

function summary(found: number, remaining: number, mend: boolean | undefined): string {
  if (found === 0) return 'Catalog, originals, variants and totals agree.';
  const findings = counted(found, 'finding');
  return mend
    ? `${findings}, ${found - remaining} repaired.`
    : `${findings}. To repair them: darkroom verify --repair`;
}

function asFarAs(notCompared: number): string {
  if (notCompared === 0) return '';
  const owners = notCompared === 1 ? 'one owner' : `${notCompared} owners`;
  return ` The totals of ${owners} have just changed and were not compared.`;
}
