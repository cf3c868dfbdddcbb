import { colours } from '../colours.ts';
import type { Finding } from '../operations/finding.ts';
import { repair } from '../operations/repair.ts';
import type { DeployedStack, StackOptions } from '../operations/stack.ts';
import { verify } from '../operations/verify.ts';
import { createProgress } from '../progress.ts';
import { visible } from '../visible.ts';
import { stackCommand, withStack } from './stack-command.ts';

interface Options extends StackOptions {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/** `repaired` is there only where a repair was asked for. */
type Examined = Finding & { readonly repaired?: boolean };

const explanations: Readonly<Record<Finding['kind'], { readonly what: string; readonly mended: string }>> = {
  'unprocessed-original': { what: 'the original was never processed', mended: 'its event is sent again' },
  'missing-original': { what: 'the original is gone', mended: 'record and variants are removed' },
  'missing-variants': { what: 'variants are gone', mended: 'they are made again' },
  'orphan-variant': { what: 'nothing refers to this variant', mended: 'removed' },
  'given-up': { what: 'Lambda gave it up', mended: 'it is processed again' },
  stuck: { what: 'processing never ended', mended: 'it is processed again' },
};

export const verifyCommand = stackCommand(
  'verify',
  'Compare the catalog with the originals and the variants.',
  `  darkroom verify                  what does not agree
  darkroom verify --repair         and mend it, by the pipeline's own means
  darkroom verify --stage prod --json

Changes of the last minute are left alone. Exit code: 0 when all agree, or all was repaired; 1 when findings
remain. Images are processed again in the background: after a repair, verify once more.`,
)
  .option('--repair', 'mend what is found')
  .action((options: Options) => withStack(options, (stack) => run(stack, options)));

async function run(stack: DeployedStack, { repair: mend, json }: Options): Promise<void> {
  const progress = createProgress();
  progress.show('Comparing catalog, originals and variants');
  const findings: Examined[] = [];
  for await (const finding of verify(stack, new Date())) {
    const examined = mend ? { ...finding, repaired: await repair(stack, finding) } : finding;
    findings.push(examined);
    if (json) continue;
    progress.clear();
    console.log(line(examined));
  }
  progress.clear();
  const remaining = findings.filter(({ repaired }) => !repaired).length;
  if (remaining > 0) process.exitCode = 1;
  console.log(json ? JSON.stringify({ findings }) : summary(findings.length, remaining, mend));
}

function line(finding: Examined): string {
  const { kind, repaired } = finding;
  const subject = 'key' in finding ? finding.key : finding.variantKey;
  const details = 'variantKeys' in finding ? finding.variantKeys : 'code' in finding ? [finding.code] : [];
  const { what, mended } = explanations[kind];
  const result =
    repaired === undefined ? '' : repaired ? colours.green(`: ${mended}`) : colours.red(': not repaired');
  return `${colours.yellow(kind)} ${visible(`${subject}: ${what}${details.length > 0 ? ` (${details.join(', ')})` : ''}`)}${result}`;
}

function summary(found: number, remaining: number, mend: boolean | undefined): string {
  if (found === 0) return 'Catalog, originals and variants agree.';
  const findings = `${found} finding${found === 1 ? '' : 's'}`;
  return mend
    ? `${findings}, ${found - remaining} repaired.`
    : `${findings}. To mend them: darkroom verify --repair`;
}
