import { useEffect, useState } from 'preact/hooks';
import { largestOf, type Photo } from '../api/photo.ts';
import { words } from '../words.ts';

const steps = [1, 1.5, 2, 3, 4] as const;

/** The picture itself, as large as the window allows, or larger and scrolled. */
export function Stage({ photo }: { readonly photo: Photo }) {
  const [step, setStep] = useState(0);
  useEffect(() => setStep(0), [photo.id]);
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent) => {
      if (isTyping(target)) return;
      if (key === '+' || key === '=') setStep(larger);
      if (key === '-') setStep(smaller);
      if (key === '0') setStep(0);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const largest = largestOf(photo);
  const zoom = steps[step] ?? 1;
  return (
    <div class="stage">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="pan" aria-label={words.photo.picture} tabIndex={0}>
        {largest === undefined ? (
          <p>{words.photo.noPicture[photo.status]}</p>
        ) : (
          <img
            class={zoom === 1 ? 'fit' : ''}
            alt={photo.alt ?? ''}
            width={largest.width}
            height={largest.height}
            referrerpolicy="strict-origin"
            src={largest.url}
            style={zoom === 1 ? {} : { inlineSize: `${zoom * 100}%` }}
          />
        )}
      </section>
      {largest && (
        <div class="zoom">
          <button type="button" aria-label={words.photo.zoomOut} onClick={() => setStep(smaller)}>
            −
          </button>
          <output>
            <bdi>{words.photo.percent(zoom * 100)}</bdi>
          </output>
          <button type="button" aria-label={words.photo.zoomIn} onClick={() => setStep(larger)}>
            +
          </button>
        </div>
      )}
    </div>
  );
}

/** Whether a key that is pressed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

/** Whether arrow keys that are pressed there move a picture that is larger than its place. */
export function isScrolling(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.pan:has(img:not(.fit))') !== null;
}

const larger = (step: number) => Math.min(step + 1, steps.length - 1);
const smaller = (step: number) => Math.max(step - 1, 0);
