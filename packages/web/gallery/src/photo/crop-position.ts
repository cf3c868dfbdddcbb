import type { Point } from '../api/photo.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where CSS must put a picture (`object-position`, with `object-fit: cover`) so that the box shows what a crop around
 * the focal point keeps: the point in the middle, as far as the picture goes.
 */
export function cropPosition(picture: Size, box: Size, focus: Point): string {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  const percent = (length: number, room: number, at: number) => {
    const over = length * scale - room;
    if (over < 1e-9) return 50;
    return (Math.min(Math.max(at * length * scale - room / 2, 0), over) / over) * 100;
  };
  const x = percent(picture.width, box.width, focus.x);
  const y = percent(picture.height, box.height, focus.y);
  return `${x.toFixed(2)}% ${y.toFixed(2)}%`;
}
