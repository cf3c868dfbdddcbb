import type { Extension } from './extensions.ts';
import type { Transform } from './transform.ts';
import { transformText } from './transform-text.ts';

export interface ImageUrlOptions {
  /** Where pictures are: `delivery_url` of the deployment. */
  readonly base: string;
}

export interface PictureOptions {
  /** Left out, the browser gets the format that it likes best. */
  readonly format?: Extension | undefined;
  /** Of a signature, from `@darkroom/image-url/sign` or the API. */
  readonly token?: string | undefined;
}

/** Builds addresses of pictures. `Preset` is what `darkroom.config.ts` names: `keyof typeof config.presets`. */
export function imageUrls<Preset extends string = string>({ base }: ImageUrlOptions) {
  const root = base.replace(/\/+$/, '');
  function address(id: string, name: string, { format, token }: PictureOptions): string {
    return `${root}/${id}/${name}${format ? `.${format}` : ''}${token ? `?s=${token}` : ''}`;
  }
  return {
    preset: (id: string, preset: Preset, options: PictureOptions = {}) => address(id, preset, options),
    transform: (id: string, transform: Transform, options: PictureOptions = {}) =>
      address(id, transformText(transform), options),
    /** Widths that need no signature where presets need none: `delivery.widths`. */
    srcset: (id: string, widths: readonly number[], options: PictureOptions = {}) =>
      widths.map((w) => `${address(id, transformText({ w }), options)} ${w}w`).join(', '),
  };
}

export type ImageUrls<Preset extends string = string> = ReturnType<typeof imageUrls<Preset>>;
