import { join } from 'node:path';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { type CodeFinding, verifyCode } from '../operations/verify-code.ts';
import { userFolder } from '../user-folder.ts';
import { checkoutRoot } from './checkout-root.ts';
import { resolveWhere } from './where.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly json?: boolean;
}

export function run(options: Options): Promise<void> {
  const { target } = resolveWhere(options, process.env, userFolder());
  return withStack(options, async (stack, { stage }) => {
    const findings = await verifyCode(
      stack,
      {
        ...{ stage, target },
        stateBucket: process.env.DARKROOM_STATE_BUCKET,
        infraDir: join(checkoutRoot, 'infra'),
      },
      join(checkoutRoot, 'packages/functions'),
    );
    if (findings.length === 0) throw new CliError('NotDeployed', `The stage ${stage} has no functions.`);
    const differing = findings.filter(({ agrees }) => !agrees);
    if (differing.length > 0) process.exitCode = 1;
    if (options.json) return console.log(JSON.stringify({ functions: findings }));
    for (const finding of findings) console.log(line(finding));
    console.log(summary(findings, differing.length));
  });
}

function line({ functionName, deployed, built, recorded, agrees }: CodeFinding): string {
  const others = [
    built !== undefined && built !== deployed && `this checkout builds ${built}`,
    recorded !== undefined && recorded !== deployed && `Terraform deployed ${recorded}`,
  ].filter((text) => text !== false);
  const mark = agrees ? colours.green('✓') : colours.red('✗');
  return `${mark} ${functionName} ${deployed}${others.length > 0 ? `: ${others.join(', ')}` : ''}`;
}

function summary(findings: readonly CodeFinding[], differing: number): string {
  if (differing > 0) return 'Other code runs than was built or deployed from here.';
  const compared = [
    findings.every(({ built }) => built !== undefined) && 'what this checkout builds',
    findings.every(({ recorded }) => recorded !== undefined) && "what Terraform's state says",
  ].filter((text) => text !== false);
  return compared.length > 0
    ? `What runs is ${compared.join(' and ')}.`
    : 'There is nothing to compare with: neither a build for this stage nor its state.';
}
