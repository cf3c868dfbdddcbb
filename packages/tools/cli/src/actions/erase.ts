import { setTimeout as sleep } from 'node:timers/promises';
import { builtConfig } from '@darkroom/infra/built-config';
import pMap from 'p-map';
import { counted } from '../amounts.ts';
import { ask } from '../ask.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { eraseImage, eraseParts, imagesOf, type Remains, remainsOf } from '../operations/erase.ts';
import type { DeployedStack } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { visible } from '../visible.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly owner: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface Erased {
  readonly images: number;
  /** Of originals, old ones and delete markers too. */
  readonly versions: number;
}

const atOnce = 8;
const waitAtMostMs = 120_000; // for events that delete variants and records
const dayMs = 24 * 3600 * 1000;
/** DynamoDB's point-in-time recovery. */
const recoveryDays = 35;

export function run(options: Options): Promise<void> {
  return withStack(options, (stack) => erase(stack, options));
}

async function erase(stack: DeployedStack, { owner, yes, json }: Options): Promise<void> {
  if (!yes) await approve(owner);
  const progress = createProgress();
  let erased: Erased;
  let remains: Remains;
  try {
    progress.show('Looking through the catalog');
    const images = await imagesOf(stack, owner);
    let done = 0;
    const versions = await pMap(
      images,
      async (image) => {
        const count = await eraseImage(stack, image);
        progress.show(`Erasing: ${++done} of ${images.length} images`);
        return count;
      },
      { concurrency: atOnce },
    );
    await eraseParts(stack, images);
    erased = { images: images.length, versions: versions.reduce((sum, count) => sum + count, 0) };
    progress.show('Waiting until variants and records are deleted');
    remains = await untilGone(stack, owner);
  } finally {
    progress.clear();
  }
  report(owner, erased, remains, json);
  if (isLeft(remains)) process.exitCode = 1;
}

async function approve(owner: string): Promise<void> {
  const answer = await ask(
    `This deletes every image of ${visible(owner)} for good, with all old versions.\nType the owner to continue: `,
    '--yes',
  );
  if (answer !== owner)
    throw new CliError('NotApproved', `The answer was not "${visible(owner)}". Nothing was deleted.`);
}

async function untilGone(stack: DeployedStack, owner: string): Promise<Remains> {
  const end = Date.now() + waitAtMostMs;
  for (let waitMs = 500; ; waitMs = Math.min(2 * waitMs, 10_000)) {
    const remains = await remainsOf(stack, owner);
    if (!isLeft(remains) || Date.now() > end) return remains;
    await sleep(waitMs);
  }
}

function isLeft({ originals, variants, records }: Remains): boolean {
  return originals + variants + records > 0;
}

function report(owner: string, { images, versions }: Erased, remains: Remains, json = false): void {
  const { originals, variants, records, tombstonesUntil } = remains;
  const now = Date.now();
  const recoverableUntil = new Date(now + recoveryDays * dayMs);
  const loggedUntil = new Date(now + builtConfig().retention.logDays * dayMs);
  if (json) {
    const left = { originals, variants, records };
    console.log(
      JSON.stringify({ owner, images, versions, left, tombstonesUntil, recoverableUntil, loggedUntil }),
    );
    return;
  }
  console.log(
    visible(`${counted(images, 'image')} of ${owner} erased, ${counted(versions, 'version')} of originals.`),
  );
  console.log(`Left: ${originals} originals, ${variants} variants, ${records} records.`);
  if (isLeft(remains))
    console.log('Run it again; if they stay, darkroom logs --errors says why they could not be deleted.');
  console.log(`
What ends by itself, and is no picture:
  records of deleted images (key, id, owner)   ${tombstonesUntil ? `until ${day(tombstonesUntil)}` : 'none'}
  the table's point-in-time recovery           until ${day(recoverableUntil)}
  keys and ids in the logs                     until ${day(loggedUntil)}
  copies in viewers' browsers                  minutes where pictures are signed, up to a year at /v/ addresses`);
  const { versioned, noncurrentDays } = builtConfig().originals;
  if (versioned)
    console.log(
      `  versions of photos without a record          ${counted(noncurrentDays, 'day')} after they were deleted; no record says whose they were`,
    );
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
