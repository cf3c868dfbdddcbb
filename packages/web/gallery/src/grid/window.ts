import { useEffect, useState } from 'preact/hooks';
import type { Placed, Section } from './layout.ts';

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

/** The sections, each with the images that are between two heights, and the one that is `kept` wherever it is. */
export function between<Image extends { readonly id: string }>(
  sections: readonly Section<Image>[],
  from: number,
  to: number,
  headingHeight: number,
  kept: string | undefined,
): Section<Image>[] {
  return sections.flatMap((section) => {
    const isNear = section.top < to && section.top + section.height > from;
    const start = section.top + (section.day === '' ? 0 : headingHeight);
    const isShown = ({ image, y, height }: Placed<Image>) =>
      image.id === kept || (isNear && start + y < to && start + y + height > from);
    if (!isNear && kept === undefined) return [];
    const items = section.items.filter(isShown);
    return items.length > 0 || isNear ? [{ ...section, items }] : [];
  });
}
