/** What the API says of an image, as far as a page needs it. */
export interface ImageDocument {
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly dominantColour?: string | undefined;
  readonly srcset?: string | undefined;
  readonly sources: readonly { readonly type: string; readonly srcset: string }[];
}

/** The parts of a `<picture>`: attributes of its `<source>`s and of its `<img>`. */
export interface PictureParts {
  readonly sources: readonly { readonly type: string; readonly srcset: string; readonly sizes: string }[];
  readonly img: {
    readonly src: string;
    readonly srcset?: string;
    readonly sizes: string;
    readonly width?: number;
    readonly height?: number;
    readonly alt: string;
    readonly loading: 'lazy';
    readonly decoding: 'async';
    /** What is seen until the picture is there. */
    readonly style: string;
  };
}

/** Everything that a page needs to show an image without a jump: `sizes` as HTML has it, `100vw` without. */
export function pictureParts(
  image: ImageDocument,
  { alt, sizes = '100vw' }: { readonly alt: string; readonly sizes?: string },
): PictureParts {
  const { width, height, srcset, dominantColour } = image;
  const [first = ''] = (srcset ?? image.sources[0]?.srcset ?? '').split(' ');
  return {
    sources: image.sources.map((source) => ({ ...source, sizes })),
    img: {
      src: first,
      ...(srcset !== undefined && { srcset }),
      sizes,
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      alt,
      loading: 'lazy',
      decoding: 'async',
      style: dominantColour === undefined ? '' : `background-color: ${dominantColour}`,
    },
  };
}
