import pMap from 'p-map';
import { counted } from '../amounts.ts';
import { type Api, ApiError } from '../api/open-api.ts';
import { ask } from '../ask.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { visible } from '../visible.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

type Outcome =
  | { readonly id: string }
  | { readonly id: string; readonly code: string; readonly reason: string };

const atOnce = 8;

export function run(ids: readonly string[], { yes, json, ...where }: Options): Promise<void> {
  return withApi(where, async (api, signal) => {
    const named = [...new Set(ids)];
    if (!yes) await approve(named, api);
    const outcomes = await pMap(named, (id) => remove(id, api), { concurrency: atOnce, signal });
    const failed = outcomes.flatMap((outcome) => ('code' in outcome ? [outcome] : []));
    const deleted = outcomes.flatMap((outcome) => ('code' in outcome ? [] : [outcome.id]));
    if (json) console.log(JSON.stringify({ deleted, failed }));
    else {
      for (const { id, reason } of failed) console.error(visible(`${id}: ${reason}`));
      console.log(`${counted(deleted.length, 'image')} deleted.`);
    }
    if (failed.length > 0) process.exitCode = 1;
  });
}

async function approve(ids: readonly string[], api: Api): Promise<void> {
  const [id = ''] = ids;
  const what = ids.length === 1 ? visible((await api.image(id)).key) : counted(ids.length, 'image');
  const answer = await ask(`Delete ${what} for good? [y/N] `, '--yes');
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('NotApproved', 'Nothing was deleted.');
}

async function remove(id: string, api: Api): Promise<Outcome> {
  try {
    await api.remove(id);
    return { id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { id, code: error.code, reason: error.message };
  }
}
