import type { Api } from '../api/open-api.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly preset?: string;
  readonly json?: boolean;
}

export function run(id: string | undefined, { preset, json, ...where }: Options): Promise<void> {
  return withApi(where, async (api) => {
    const url = id === undefined ? `${api.url}/` : await pictureOf(id, preset, api);
    if (!json) await openInBrowser(url);
    console.log(json ? JSON.stringify({ url }) : url);
  });
}

async function pictureOf(id: string, preset: string | undefined, api: Api): Promise<string> {
  const { variants, status } = await api.image(id);
  const wanted = variants.filter((variant) => preset === undefined || variant.preset === preset);
  const [largest] = wanted.toSorted((a, b) => b.width * b.height - a.width * a.height);
  if (largest) return largest.url;
  throw new CliError(
    'NoPicture',
    variants.length === 0
      ? `The image has no pictures: it is ${status}. See darkroom show ${id}`
      : `The image has no ${preset}, only ${[...new Set(variants.map((variant) => variant.preset))].join(', ')}.`,
  );
}
