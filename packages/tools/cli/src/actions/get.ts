import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { counted } from '../amounts.ts';
import type { Image } from '../api/image.ts';
import type { Api } from '../api/open-api.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { type DeployedStack, openStack } from '../operations/stack.ts';
import { originalName, type Picture, save, variantsOf } from '../pictures/save-pictures.ts';
import { createProgress } from '../progress.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly out: string;
  readonly preset?: string;
  readonly original?: boolean;
  readonly json?: boolean;
}

const atOnce = 8;

export function run(ids: readonly string[], { out, preset, original, json, ...where }: Options) {
  return withApi(where, async (api, signal, stackOptions) => {
    const folder = resolve(userFolder(), out);
    const stack = original ? await openStack(stackOptions) : undefined;
    const taken = new Set<string>();
    const failed: { id: string; reason: string }[] = [];
    const files: { id: string; file: string }[] = [];
    const progress = createProgress();
    const found = await pMap([...new Set(ids)], (id) => find(id, api, failed), {
      concurrency: atOnce,
      signal,
    });
    const wanted = found.flatMap((image) => {
      if (!image) return [];
      const pictures = stack ? [originalOf(image, stack, taken)] : chosen(image, preset, taken, signal);
      if (pictures.length === 0) failed.push({ id: image.id, reason: lacks(image, preset) });
      return pictures.map((picture) => ({ id: image.id, picture }));
    });
    await pMap(
      wanted,
      async ({ id, picture }) => {
        progress.show(`Saving: ${files.length} of ${wanted.length} files`);
        try {
          files.push({ id, file: await save(picture, folder) });
        } catch (error) {
          signal.throwIfAborted();
          failed.push({ id, reason: error instanceof Error ? error.message : String(error) });
        }
      },
      { concurrency: atOnce, signal },
    ).finally(() => progress.clear());
    if (json) console.log(JSON.stringify({ files, failed }));
    else {
      for (const { id, reason } of failed) console.error(visible(`${id}: ${reason}`));
      console.log(`${counted(files.length, 'file')} saved in ${visible(folder)}`);
    }
    if (failed.length > 0) process.exitCode = 1;
  });
}

async function find(
  id: string,
  api: Api,
  failed: { id: string; reason: string }[],
): Promise<Image | undefined> {
  try {
    return await api.image(id);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    failed.push({ id, reason: error.message });
    return undefined;
  }
}

function chosen(
  image: Image,
  preset: string | undefined,
  taken: Set<string>,
  signal: AbortSignal,
): Picture[] {
  const variants = image.variants.filter((variant) => preset === undefined || variant.preset === preset);
  return variants.length === 0 ? [] : variantsOf({ ...image, variants }, taken, signal);
}

function lacks({ status, variants }: Image, preset: string | undefined): string {
  return variants.length === 0 || preset === undefined
    ? `It has no pictures: it is ${status}.`
    : `It has no ${preset}, only ${[...new Set(variants.map((variant) => variant.preset))].join(', ')}.`;
}

function originalOf(
  image: Image,
  { s3, originalsBucket: Bucket }: DeployedStack,
  taken: Set<string>,
): Picture {
  return {
    name: originalName(image, taken),
    async open() {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: image.key }));
      if (Body instanceof Readable) return Body;
      throw new CliError('NoOriginal', 'S3 has no original.');
    },
  };
}
