import { type Extension, parseAddress } from '@darkroom/image-url';
import { builtConfig } from '@darkroom/infra/built-config';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly format?: Extension;
  readonly json?: boolean;
}

const anyId = '0'.repeat(32);

/** The API signs, so that nobody needs permission to read the keys. */
export function run(id: string, names: readonly string[], options: Options): Promise<void> {
  const { format, json } = options;
  return withApi(options, async (api) => {
    const pictures = names.length > 0 ? names : Object.keys(builtConfig().presets);
    const urls = await Promise.all(
      pictures.map(async (picture) => {
        const query = { [kindOf(picture)]: picture, ...(format && { format }) };
        return { picture, ...(await api.address(id, new URLSearchParams(query))) };
      }),
    );
    if (json) console.log(JSON.stringify({ urls }));
    else if (urls.length === 1) console.log(urls[0]?.url);
    else for (const { picture, url } of urls) console.log(`${colours.bold(picture)}\n  ${url}`);
  });
}

/** A name that is no transform is the name of a preset, and the API knows which there are. */
function kindOf(name: string): 'preset' | 'transform' {
  const address = parseAddress(`/${anyId}/${name}`);
  const extension = address?.kind === 'stored' ? undefined : address?.extension;
  if (extension === undefined) return address?.kind === 'transform' ? 'transform' : 'preset';
  throw new CliError('FormatInName', `${name} names a format: give it as --format ${extension}`, 2);
}
