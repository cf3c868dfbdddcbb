import { useEffect, useState } from 'preact/hooks';
import { headingHeight, type Placed, type Section } from './layout.ts';

const step = 200; // CSS pixels; scrolling less than this draws nothing anew

/** Which part of an element is on the screen, in CSS pixels from its top, and how wide it is. */
export function useVisiblePart(element: { readonly current: HTMLElement | null }) {
  const [part, setPart] = useState({ top: 0, height: 0, width: 0 });
  useEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (!box) return;
      const top = Math.floor(-box.top / step) * step;
      const next = { top, height: innerHeight + step, width: box.width };
      setPart((now) =>
        now.top === next.top && now.height === next.height && now.width === next.width ? now : next,
      );
    };
    measure();
    const resizing = new ResizeObserver(measure);
    if (element.current) resizing.observe(element.current);
    resizing.observe(document.body); // what stands above grows and shrinks
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    return () => {
      resizing.disconnect();
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [element]);
  return part;
}

/** An image that stays in the document wherever it is, because it has the focus. */
interface Kept<Image> {
  readonly id: string;
  readonly section: Section<Image>;
}

/** Looks through all images: the answer is good until one of the arguments changes. */
export function keptIn<Image extends { readonly id: string }>(
  sections: readonly Section<Image>[],
  id: string | undefined,
): Kept<Image> | undefined {
  const section = sections.find(({ items }) => items.some(({ image }) => image.id === id));
  return section && id !== undefined ? { id, section } : undefined;
}

/** The sections, each with the images that are between two heights, and the one that is kept. */
export function between<Image extends { readonly id: string }>(
  sections: readonly Section<Image>[],
  from: number,
  to: number,
  kept: Kept<Image> | undefined,
): Section<Image>[] {
  return sections.flatMap((section) => {
    const isNear = section.top < to && section.top + section.height > from;
    if (!isNear && section !== kept?.section) return [];
    const start = section.top + (section.day === '' ? 0 : headingHeight);
    const isShown = ({ image, y, height }: Placed<Image>) =>
      image.id === kept?.id || (isNear && start + y < to && start + y + height > from);
    return [{ ...section, items: section.items.filter(isShown) }];
  });
}
