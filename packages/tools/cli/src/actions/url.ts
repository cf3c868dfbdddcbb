import { keyToSignWith } from '@darkroom/delivery-keys';
import { canonicalText, type Extension, parseAddress, presetsScope, scopeOf } from '@darkroom/image-url';
import { createSigner, type Signer } from '@darkroom/image-url/sign';
import { builtConfig } from '@darkroom/infra/built-config';
import { isSigned } from '@darkroom/pipeline-config';
import type { Image } from '../api/image.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { openDeliveryKeys } from '../operations/delivery-keys.ts';
import type { StackOptions } from '../operations/stack.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly format?: Extension;
  readonly expires?: number;
  readonly json?: boolean;
}

/** A picture of an image: the text of its address, and what a signature for it has to be for. */
interface Picture {
  readonly text: string;
  readonly scope: string;
}

export function run(id: string, names: readonly string[], { json, ...options }: Options): Promise<void> {
  return withApi(options, async (api, _signal, where) => {
    const image = await api.image(id);
    const config = builtConfig();
    const pictures = (names.length > 0 ? names : Object.keys(config.presets)).map((name) =>
      pictureOf(image, name, Object.keys(config.presets)),
    );
    const open = isSigned(config) ? [] : config.delivery.widths.map((width) => `w_${width}`);
    const needsNone = ({ scope }: Picture) =>
      open.includes(scope) || (scope === presetsScope && !isSigned(config));
    const signer = pictures.every(needsNone) ? undefined : await findSigner(where);
    const urls = pictures.map((picture) => ({
      picture: picture.text,
      url: addressOf(image, picture, needsNone(picture) ? undefined : signer, options),
    }));
    if (json) console.log(JSON.stringify({ urls }));
    else if (urls.length === 1) console.log(urls[0]?.url);
    else for (const { picture, url } of urls) console.log(`${colours.bold(picture)}\n  ${url}`);
  });
}

function pictureOf({ id }: Image, name: string, presets: readonly string[]): Picture {
  const address = parseAddress(`/${id}/${name}`);
  if (address?.kind === 'transform' && address.extension === undefined) {
    return { text: canonicalText(address.transform), scope: scopeOf(address) };
  }
  if (presets.includes(name)) return { text: name, scope: presetsScope };
  throw new CliError(
    'NoSuchPicture',
    `${name} is neither a preset (${presets.join(', ')}) nor a transform, such as w_800-h_600-fit_cover: see docs/transforms.md. For a format, add --format`,
    2,
  );
}

async function findSigner(where: StackOptions): Promise<Signer> {
  const key = keyToSignWith(await openDeliveryKeys(where).list(), new Date());
  if (key) return createSigner(key);
  throw new CliError('NoKey', 'There is no key to sign with. Make one: darkroom keys --add');
}

function addressOf(
  { id, url }: Image,
  { text, scope }: Picture,
  signer: Signer | undefined,
  { format, expires }: Options,
): string {
  const lifetime = expires === undefined ? {} : { expiresIn: expires };
  const query = signer ? `?s=${signer.token(id, scope, lifetime)}` : '';
  return `${url}/${text}${format ? `.${format}` : ''}${query}`;
}
