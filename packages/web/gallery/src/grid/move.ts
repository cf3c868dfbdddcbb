import type { Placed, Section } from './layout.ts';

/** The image to which an arrow key leads; `undefined` at an end. */
export function neighbourOf<Image extends { readonly id: string }>(
  sections: readonly Section<Image>[],
  id: string,
  key: string,
): string | undefined {
  const items = sections.flatMap((section) =>
    section.items.map((item) => ({ ...item, y: item.y + section.top })),
  );
  const index = items.findIndex(({ image }) => image.id === id);
  const current = items[index];
  if (!current) return items[0]?.image.id;
  switch (key) {
    case 'ArrowRight':
      return items[index + 1]?.image.id;
    case 'ArrowLeft':
      return items[index - 1]?.image.id;
    case 'Home':
      return items[0]?.image.id;
    case 'End':
      return items.at(-1)?.image.id;
    case 'ArrowDown':
      return nearest(items.slice(index + 1), current)?.image.id;
    case 'ArrowUp':
      return nearest(items.slice(0, index).reverse(), current)?.image.id;
    default:
      return undefined;
  }
}

/** Of the first row that differs, the item that stands most nearly above or below. */
function nearest<Image>(ordered: readonly Placed<Image>[], from: Placed<Image>): Placed<Image> | undefined {
  const row = ordered.find(({ y }) => y !== from.y)?.y;
  const middle = from.x + from.width / 2;
  const distance = ({ x, width }: Placed<Image>) => Math.abs(x + width / 2 - middle);
  return ordered
    .filter(({ y }) => y === row)
    .reduce<Placed<Image> | undefined>(
      (best, item) => (best && distance(best) <= distance(item) ? best : item),
      undefined,
    );
}
