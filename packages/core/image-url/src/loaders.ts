import { imageUrls } from './image-urls.ts';

/** What next/image asks of a loader, and what unpic and most image components ask too. */
export interface LoaderRequest {
  /** The image's id. */
  readonly src: string;
  readonly width: number;
  readonly quality?: number | undefined;
}

/** The widths that the loaders ask for: those of `delivery.widths`, else a signature would be needed. */
export const defaultWidths: readonly number[] = [160, 320, 480, 640, 800, 960, 1280, 1600, 1920, 2560];

/**
 * A loader for next/image: `export default createLoader({ base })` in the file that `images.loaderFile` of
 * `next.config.js` names. A width between two steps becomes the next larger one.
 */
export function createLoader({ base, widths = defaultWidths }: { base: string; widths?: readonly number[] }) {
  const urls = imageUrls({ base });
  return ({ src, width }: LoaderRequest): string => urls.transform(src, { w: stepFor(width, widths) });
}

/** A provider for @nuxt/image: `getImage` of the module that `image.providers` names. */
export function createProvider({
  base,
  widths = defaultWidths,
}: {
  base: string;
  widths?: readonly number[];
}) {
  const urls = imageUrls({ base });
  return (
    src: string,
    { modifiers = {} }: { modifiers?: { width?: number | string } } = {},
  ): { url: string } => ({
    url: urls.transform(src, { w: stepFor(Number(modifiers.width ?? widths.at(-1)), widths) }),
  });
}

function stepFor(width: number, widths: readonly number[]): number {
  return widths.find((step) => step >= width) ?? widths.at(-1) ?? width;
}
