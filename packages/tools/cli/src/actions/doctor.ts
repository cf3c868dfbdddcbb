import { join } from 'node:path';
import { builtConfig } from '@darkroom/infra/built-config';
import { callerAccountId } from '../caller.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { type Check, check, type Purpose } from '../doctor/check.ts';
import { checkLimits } from '../doctor/limits.ts';
import { checkNode, checkPnpm, checkPort, checkSharp } from '../doctor/machine.ts';
import { checkStage } from '../doctor/stage.ts';
import { CliError } from '../errors.ts';
import { openStack } from '../operations/stack.ts';
import { explainStackError } from '../operations/stack-error.ts';
import { checkDocker, checkTerraform } from '../terraform/installed.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';
import { checkoutRoot } from './checkout-root.ts';
import { resolveWhere, type Where } from './where.ts';

export interface Options extends WhereOptions {
  readonly json?: boolean;
}

const headings: Readonly<Record<Purpose, string>> = {
  start: 'On this machine',
  aws: 'To deploy to AWS',
  localstack: 'To deploy to LocalStack',
  stage: 'The stage',
};

export async function run(options: Options): Promise<void> {
  const where = resolveWhere(options, process.env, userFolder());
  const { target } = where;
  const checks = await examine(where);
  const needed = (of: Check) => of.purpose === 'start' || of.purpose === 'stage' || of.purpose === target;
  const ready = !checks.some((of) => of.status === 'missing' && needed(of));
  if (!ready) process.exitCode = 1;
  if (options.json) {
    console.log(
      JSON.stringify({
        ready,
        ...where,
        checks: checks.map((of) => ({ ...of, needed: needed(of) })),
      }),
    );
    return;
  }
  for (const purpose of ['start', 'aws', 'localstack', 'stage'] as const) {
    const group = checks.filter((of) => of.purpose === purpose);
    const isOptional = purpose !== 'start' && purpose !== 'stage' && purpose !== target;
    console.log(
      colours.bold(headings[purpose]) + (isOptional ? colours.dim(' (not needed for this target)') : ''),
    );
    for (const of of group) console.log(line(of, isOptional));
  }
  console.log(
    ready
      ? `\nNothing is missing for ${target}.`
      : `\nSomething is missing for ${target}: see what is marked ✗.`,
  );
}

async function examine(where: Where): Promise<Check[]> {
  const { name, region } = builtConfig();
  const terraform = () => checkTerraform();
  const checks = await Promise.all([
    check('Node.js', 'start', () => checkNode(checkoutRoot, process.versions.node)),
    check('pnpm', 'start', checkPnpm),
    check('sharp', 'start', () => checkSharp(checkoutRoot)),
    check('port', 'start', () => checkPort(4566)),
    check('Terraform', 'aws', terraform),
    check('credentials', 'aws', async () => `of account ${await callerAccountId(region)}`),
    check('Terraform', 'localstack', terraform),
    check('Docker', 'localstack', () => checkDocker()),
    examineStage(where, `${name}-${where.stage}`),
  ]);
  return checks.flat();
}

/** The stage, and how much of AWS's limits it uses. */
async function examineStage(where: Where, prefix: string): Promise<Check[]> {
  try {
    const stack = await openStack(where);
    const functions = join(checkoutRoot, 'packages/functions');
    return await Promise.all([
      check(where.stage, 'stage', () => checkStage({ ...stack, prefix }, where.target, functions)),
      ...(await checkLimits(stack, prefix)),
    ]);
  } catch (error) {
    const explained = explainStackError(error, where);
    if (!(explained instanceof CliError)) throw explained;
    const found = { status: 'note', found: 'does not answer', advice: explained.message } as const;
    return [await check(where.stage, 'stage', () => found)];
  }
}

const marks = { ok: colours.green('✓'), missing: colours.red('✗'), note: colours.yellow('!') };

function line({ name, status, found, advice }: Check, isOptional: boolean): string {
  const mark = isOptional && status === 'missing' ? colours.dim('–') : marks[status];
  const first = `  ${mark} ${name.padEnd(11)} ${visible(found)}`;
  return [first, ...(advice?.split('\n') ?? []).map((text) => `                ${visible(text)}`)].join('\n');
}
