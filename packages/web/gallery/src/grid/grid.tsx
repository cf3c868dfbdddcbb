import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isLoaded, isMore, type KnownImage, listed, loadNextPage } from '../collection/collection.ts';
import { deleteSoon } from '../collection/deletion.ts';
import { isEverything, query } from '../collection/query.ts';
import { selectAll, selected, selectNone, toggle } from '../collection/selection.ts';
import { logicalKey } from '../direction.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';
import { Card } from './card.tsx';
import { layOut } from './layout.ts';
import { neighbourOf } from './move.ts';
import { shape } from './shape.ts';
import { between, keptIn, useVisiblePart } from './window.ts';

const screensAhead = 3; // that are loaded before somebody scrolls there
const loadAgain = 3000; // milliseconds after a page that could not be read

/** The images, of which only those near the screen are in the document. */
export function Grid({
  opened,
  onOpen,
}: {
  /** The photo that is open above the grid. */
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  /** Which image is to get the focus once it is the active one: an effect of an older render must not take it for its own. */
  const mustFocus = useRef<string>(undefined);
  const { top, height: screen, width } = useVisiblePart(root);
  const images = listed.value;
  const byDay = query.value.sort === 'uploaded' && query.value.name === '';
  const layout = useMemo(
    () => layOut(images, { width, shape: shape.value, byDay }),
    [images, width, shape.value, byDay],
  );
  const known = useMemo(() => new Set(images.map(({ id }) => id)), [images]);
  const reachable = active !== undefined && known.has(active) ? active : images[0]?.id;
  const kept = useMemo(() => keptIn(layout.sections, active), [layout, active]);
  const shown = width === 0 ? [] : between(layout.sections, top - screen, top + 2 * screen, kept);

  const isNearEnd = top + (1 + screensAhead) * screen > layout.height;
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (!isNearEnd || !isLoaded.value || !isMore.value) return;
    loadNextPage().catch((error: unknown) => {
      report(error);
      setTimeout(() => setFailures((before) => before + 1), loadAgain);
    });
  }, [isNearEnd, images, isLoaded.value, isMore.value, failures]);

  // Whoever closes a photo goes on at it.
  const wasOpen = useRef(opened);
  useEffect(() => {
    const closed = opened === undefined ? wasOpen.current : undefined;
    wasOpen.current = opened;
    const next = [closed, active].find((id) => id !== undefined && known.has(id));
    if (closed === undefined || next === undefined) return;
    mustFocus.current = next;
    setActive(next);
  }, [opened]);

  // The focus moves to an image that was not in the document before, or whose neighbour is gone.
  const hadFocus = useRef<{ id: string; among: readonly KnownImage[] }>(undefined);
  useEffect(() => {
    const before = hadFocus.current;
    const isGone = before !== undefined && !known.has(before.id);
    if (isGone && (document.activeElement === document.body || document.activeElement === null)) {
      const next = survivorOf(before, known);
      mustFocus.current = next;
      hadFocus.current = undefined;
      if (next !== active) return setActive(next);
    }
    if (active !== undefined && mustFocus.current === active) {
      mustFocus.current = undefined;
      focusOn(root.current, active);
    }
  });

  // The bar of the selection is gone, and with it the button that had the focus.
  const isSelecting = selected.value.size > 0;
  const wasSelecting = useRef(false);
  useEffect(() => {
    const isOver = wasSelecting.current && !isSelecting;
    wasSelecting.current = isSelecting;
    if (isOver && document.activeElement === document.body && reachable) focusOn(root.current, reachable);
  }, [isSelecting]);

  function move(event: KeyboardEvent) {
    const id = active ?? images[0]?.id;
    if (id === undefined) return;
    if (event.key === ' ') toggle(id);
    else if (event.key === 'Escape') selectNone();
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selectAll();
    else if (event.key === 'Delete') {
      deleteSoon(selected.value.size > 0 ? [...selected.value] : [id]);
      selectNone();
    } else {
      const next = neighbourOf(layout.sections, id, logicalKey(event.key));
      if (next === undefined || next === id) return;
      if (event.shiftKey) toggle(next);
      mustFocus.current = next;
      setActive(next);
    }
    event.preventDefault();
  }

  return (
    <section
      ref={root}
      class={`images ${shape.value}`}
      aria-label={words.images}
      style={{ blockSize: `${layout.height}px` }}
      onKeyDown={(event) => event.target instanceof HTMLElement && event.target.dataset.id && move(event)}
      onFocusCapture={(event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
        if (id !== undefined) hadFocus.current = { id, among: images };
      }}
    >
      {shown.map(({ day, top, height, items }) => (
        <section key={day} style={{ top: `${top}px`, blockSize: `${height}px` }} aria-label={words.day(day)}>
          {day !== '' && <h2>{words.day(day)}</h2>}
          <ul>
            {items.map((item) => (
              <Card
                key={item.image.id}
                item={item}
                isActive={item.image.id === reachable}
                onOpen={onOpen}
                onActive={setActive}
              />
            ))}
          </ul>
        </section>
      ))}
      {isLoaded.value && images.length === 0 && (
        <p class="nothing">{isEverything.value ? words.noImages : words.nothingFound}</p>
      )}
    </section>
  );
}

/** Of those that stood after an image, the first that is still there; at the end of the list, the last one before it. */
function survivorOf(
  { id, among }: { readonly id: string; readonly among: readonly KnownImage[] },
  there: ReadonlySet<string>,
): string | undefined {
  const index = among.findIndex((image) => image.id === id);
  const isThere = (image: KnownImage) => there.has(image.id);
  return (among.slice(index + 1).find(isThere) ?? among.slice(0, index).findLast(isThere))?.id;
}

function focusOn(root: HTMLElement | null, id: string): void {
  const button = root?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  button?.focus({ preventScroll: true });
  button?.scrollIntoView({ block: 'nearest' });
}
