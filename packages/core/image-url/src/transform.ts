// Written by `npx --yes pnpm docs:transforms` from the table in core/imaging.

/** The parameters of a transform; docs/transforms.md shows each. */
export interface Transform {
  /** Width of the picture, or of the box that it is fitted into. 1 to 16383 pixels. */
  readonly w?: number | undefined;
  /** Height of the picture, or of the box that it is fitted into. 1 to 16383 pixels. */
  readonly h?: number | undefined;
  /** How the picture fills a box of width and height, as in CSS `object-fit`: `cover` crops, `contain` pads, `inside` and `outside` keep the aspect ratio. inside, cover, contain, outside. */
  readonly fit?: 'inside' | 'cover' | 'contain' | 'outside' | undefined;
  /** Enlarges an original that is smaller than the size asked for. true or false. */
  readonly enlarge?: boolean | undefined;
  /** Cuts out a part of the original, before everything else. left, top, width and height in fractions, 0.1x0.1x0.5x0.5. */
  readonly crop?: readonly [left: number, top: number, width: number, height: number] | undefined;
  /** Turns the picture clockwise, in degrees, before it is resized. 90, 180, 270. */
  readonly rotate?: '90' | '180' | '270' | undefined;
  /** Mirrors left to right, top to bottom, or both. horizontal, vertical, both. */
  readonly flip?: 'horizontal' | 'vertical' | 'both' | undefined;
  /** What `fit_cover` keeps: the centre, the most salient region, the busiest one, the image's own focal point, or a point. center, attention, entropy, own, or fractions of width and height from the top left, 0.5x0.25. */
  readonly focus?: 'center' | 'attention' | 'entropy' | 'own' | { x: number; y: number } | undefined;
  /** Cuts off borders of one colour. The number is how much a pixel may differ from the one at the top left, of 255. 1 to 100. */
  readonly trim?: number | undefined;
  /** Gaussian blur, after the picture has its size. 0.3 to 100 pixels of sigma. */
  readonly blur?: number | undefined;
  /** Sharpens edges, after the picture has its size. 0.3 to 10 pixels of sigma. */
  readonly sharpen?: number | undefined;
  /** Makes the picture lighter (above 1) or darker (below 1). 0.1 to 5. */
  readonly brightness?: number | undefined;
  /** Makes colours stronger (above 1) or weaker (below 1). 0.1 to 5. */
  readonly saturation?: number | undefined;
  /** Black and white. true or false. */
  readonly grayscale?: boolean | undefined;
  /** Gives every pixel the hue of this colour, and keeps its lightness. a colour, ff8800 or with alpha ff880080. */
  readonly tint?: string | undefined;
  /** Puts a picture over this one, such as a watermark: `logo` is `logo.png` in the bucket for overlays. Only on stills. 1 to 32 lower-case letters and digits. */
  readonly overlay?: string | undefined;
  /** Width of the overlay, as a fraction of the picture's. It never gets higher than the picture. 0.01 to 1. */
  readonly overlaywidth?: number | undefined;
  /** Where the overlay lies. From an edge it keeps a distance of 2 % of the shorter side. center, north, northeast, east, southeast, south, southwest, west, northwest. */
  readonly position?:
    | 'center'
    | 'north'
    | 'northeast'
    | 'east'
    | 'southeast'
    | 'south'
    | 'southwest'
    | 'west'
    | 'northwest'
    | undefined;
  /** How much the overlay covers: 1 as far as it does by itself, 0.5 half as much. 0.01 to 1. */
  readonly opacity?: number | undefined;
  /** Whether the overlay is repeated over the whole picture. true or false. */
  readonly tile?: boolean | undefined;
  /** Rounds the corners; `max` makes a circle of a square. In JPEG they have the background's colour. 1 to 8192 pixels, or max. */
  readonly radius?: number | 'max' | undefined;
  /** Adds a border in the background's colour around the picture, in addition to its size. 1 to 1000 pixels. */
  readonly pad?: number | undefined;
  /** Device pixel ratio: multiplies width, height, padding and radius. 1 to 4. */
  readonly dpr?: number | undefined;
  /** The colour of padding and bars, and of what is transparent where the format is JPEG. a colour, ff8800 or with alpha ff880080. */
  readonly bg?: string | undefined;
  /** Quality of the encoder: a higher one looks better and has more bytes. A PNG with it gets a palette. 1 to 100. */
  readonly q?: number | undefined;
  /** Whether an animation stays animated, in WebP and GIF. `false` gives its first frame. true or false. */
  readonly animated?: boolean | undefined;
}
