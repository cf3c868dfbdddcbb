/** What the layout needs of an image. */
export interface Placeable {
  readonly id: string;
  readonly createdAt: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Where an image stands in its section, in CSS pixels. */
export interface Placed<Image> {
  readonly image: Image;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The images of a day, or all of them if they are in no order of days. */
export interface Section<Image> {
  /** `2026-05-01` in the time zone of whoever looks; empty without days. */
  readonly day: string;
  readonly top: number;
  readonly height: number;
  readonly items: readonly Placed<Image>[];
}

export interface LayoutOptions {
  /** Of the whole grid. */
  readonly width: number;
  readonly shape: 'justified' | 'square';
  readonly byDay: boolean;
}

export const gap = 8;
export const headingHeight = 44;
const squareWidth = 200; // about, on wide screens
const rowHeight = 220;
/** Below this width it is a phone, in CSS pixels. */
export const narrow = 600;
const narrowColumns = 3;
/** Panoramas and ribbons are cut, or they would be a row of their own. */
const narrowest = 0.6;
const widest = 2.4;

/** Places images in rows, each row as wide as the grid, so that every height is known before anything is drawn. */
export function layOut<Image extends Placeable>(
  images: readonly Image[],
  options: LayoutOptions,
): { readonly sections: readonly Section<Image>[]; readonly height: number } {
  const sections: Section<Image>[] = [];
  let top = 0;
  for (const [day, members] of groups(images, options.byDay)) {
    const { items, height } = options.shape === 'square' ? squares(members, options) : rows(members, options);
    const whole = height + (day === '' ? 0 : headingHeight);
    sections.push({ day, top, height: whole, items });
    top += whole + gap;
  }
  return { sections, height: top };
}

function groups<Image extends Placeable>(images: readonly Image[], byDay: boolean): Map<string, Image[]> {
  const found = new Map<string, Image[]>();
  for (const image of images) {
    const day = byDay ? dayOf(image) : '';
    const members = found.get(day);
    if (members) members.push(image);
    else found.set(day, [image]);
  }
  return found;
}

/** Dates take four fifths of the time of a layout, and with each page all images are laid out anew. */
const days = new WeakMap<Placeable, string>();

function dayOf(image: Placeable): string {
  const known = days.get(image);
  if (known !== undefined) return known;
  const date = new Date(image.createdAt);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  days.set(image, day);
  return day;
}

function squares<Image>(images: readonly Image[], { width }: LayoutOptions) {
  const columns = width < narrow ? narrowColumns : Math.max(1, Math.round(width / squareWidth));
  const side = (width - gap * (columns - 1)) / columns;
  const items = images.map((image, index) => ({
    image,
    x: (index % columns) * (side + gap),
    y: Math.floor(index / columns) * (side + gap),
    width: side,
    height: side,
  }));
  return { items, height: Math.ceil(images.length / columns) * (side + gap) };
}

function rows<Image extends Placeable>(images: readonly Image[], { width }: LayoutOptions) {
  const target = width < narrow ? rowHeight / 2 : rowHeight;
  const items: Placed<Image>[] = [];
  let y = 0;
  let row: Image[] = [];
  const close = (isLast: boolean) => {
    const shapes = row.map(aspectOf);
    const room = width - gap * (row.length - 1);
    const fitting = room / shapes.reduce((sum, shape) => sum + shape, 0);
    const height = isLast ? Math.min(fitting, target) : fitting;
    let x = 0;
    row.forEach((image, index) => {
      const itemWidth = (shapes[index] ?? 1) * height;
      items.push({ image, x, y, width: itemWidth, height });
      x += itemWidth + gap;
    });
    y += height + gap;
    row = [];
  };
  for (const image of images) {
    row.push(image);
    const natural = row.reduce((sum, member) => sum + aspectOf(member) * target, gap * (row.length - 1));
    if (natural >= width) close(false);
  }
  if (row.length > 0) close(true);
  return { items, height: y };
}

function aspectOf({ width = 1, height = 1 }: Placeable): number {
  return Math.min(widest, Math.max(narrowest, width / Math.max(1, height)));
}
