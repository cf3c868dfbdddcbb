import type { Original, Variant } from '@darkroom/catalog';

type Picture = Pick<Variant, 'format' | 'width' | 'height'> & { readonly url: string };

interface SourceSets {
  /** Absent if the presets make nothing that every browser displays. */
  readonly srcset?: string;
  readonly sources: { readonly type: string; readonly srcset: string }[];
}

/** Formats that every current browser displays, best first. One srcset may mix them; AVIF it may not. */
const shownEverywhere = ['webp', 'jpeg', 'png', 'gif'];
/** Formats in which imaging keeps an animation animated. */
const moving = ['gif', 'webp'];

/** A srcset for `<img>`, and better ones for the `<source>`s before it. Within a srcset, only the size differs. */
export function sourceSetsOf(original: Original, variants: readonly Picture[]): SourceSets {
  const whole = variants.filter((variant) => isWhole(variant, original));
  const isAnimated = original.pages > 1 && moving.includes(original.format);
  const alike = prefer(whole, ({ format }) => !isAnimated || moving.includes(format));
  const best = (formats: readonly string[]) => {
    const offered = alike.filter(({ format }) => formats.includes(format));
    const transparent = prefer(offered, ({ format }) => !original.hasAlpha || format !== 'jpeg');
    // A variant wider than the original is enlarged, or `contain` padded it on all sides.
    return bestOfEachWidth(prefer(transparent, ({ width }) => width <= original.width));
  };
  const images = best(shownEverywhere);
  const avif = best(['avif']);
  // A browser takes the first source whose type it knows, so one with a smaller maximum width would blur large screens.
  const isAvifWorthIt = avif.length > 0 && widest(avif) >= widest(images);
  return {
    ...(images.length > 0 && { srcset: srcsetOf(images) }),
    sources: isAvifWorthIt ? [{ type: 'image/avif', srcset: srcsetOf(avif) }] : [],
  };
}

type Size = Pick<Variant, 'width' | 'height'>;

/** Whether one scale explains both sides, after rounding. Crops and padded variants have another shape. */
function isWhole({ width, height }: Size, original: Size): boolean {
  const least = (pixels: number, of: number) => (pixels === 1 ? 0 : (pixels - 0.5) / of);
  const most = (pixels: number, of: number) => (pixels + 0.5) / of;
  return (
    least(width, original.width) <= most(height, original.height) &&
    least(height, original.height) <= most(width, original.width)
  );
}

/** Those that are better, or all of them if none is. */
function prefer(pictures: readonly Picture[], isBetter: (picture: Picture) => boolean): readonly Picture[] {
  const better = pictures.filter(isBetter);
  return better.length > 0 ? better : pictures;
}

/** Narrowest first. */
function bestOfEachWidth(pictures: readonly Picture[]): Picture[] {
  const rank = ({ format }: Picture) => shownEverywhere.indexOf(format);
  const bestLast = pictures.toSorted((a, b) => rank(b) - rank(a));
  const byWidth = new Map(bestLast.map((picture) => [picture.width, picture]));
  return [...byWidth.values()].sort((a, b) => a.width - b.width);
}

function widest(narrowestFirst: readonly Picture[]): number {
  return narrowestFirst.at(-1)?.width ?? 0;
}

function srcsetOf(pictures: readonly Picture[]): string {
  return pictures.map(({ url, width }) => `${url} ${width}w`).join(', ');
}
