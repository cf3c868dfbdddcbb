import { imageUrls } from './image-urls.ts';

export interface LoaderOptions {
  /** Where pictures are: `delivery_url` of the deployment. */
  readonly base: string;
  readonly widths?: readonly number[];
}

/** What next/image asks of a loader. */
export interface LoaderRequest {
  /** The image's id. */
  readonly src: string;
  readonly width: number;
  readonly quality?: number | undefined;
}

/** The widths that the loaders ask for: those of `delivery.widths`, else a signature would be needed. */
export const defaultWidths: readonly number[] = [160, 320, 480, 640, 800, 960, 1280, 1600, 1920, 2560];

/** A loader for next/image: `export default createLoader({ base })` in the file that `images.loaderFile` names. */
export function createLoader(options: LoaderOptions) {
  const address = addressOf(options);
  return ({ src, width }: LoaderRequest): string => address(src, width);
}

/** `getImage` of a provider for @nuxt/image, which writes a slash before the id. */
export function createProvider(options: LoaderOptions) {
  const address = addressOf(options);
  return (
    src: string,
    { modifiers = {} }: { modifiers?: { width?: number | string | undefined } } = {},
  ): { url: string } => ({ url: address(src.replace(/^\//, ''), modifiers.width) });
}

/** The `transformer` of unpic's components, such as those of `@unpic/react/base`. */
export function createTransformer(options: LoaderOptions) {
  const address = addressOf(options);
  return (src: string | URL, { width }: { width?: number | string | undefined }): string =>
    address(String(src), width);
}

/** A width between two steps becomes the next larger one; without a width it is the largest. */
function addressOf({ base, widths = defaultWidths }: LoaderOptions) {
  const urls = imageUrls({ base });
  return (id: string, width: number | string = Number.POSITIVE_INFINITY): string => {
    const asked = Number(width);
    return urls.transform(id, { w: widths.find((step) => step >= asked) ?? widths.at(-1) ?? asked });
  };
}
