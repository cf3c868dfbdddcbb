import { useEffect, useState } from 'preact/hooks';
import { describePhoto, largestOf, type Photo, type Point } from '../api/photo.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';
import { cropPosition } from './crop-position.ts';

/** Shapes that pages crop photos to. */
const shapes = [
  { name: '1:1', width: 96, height: 96 },
  { name: '16:9', width: 144, height: 81 },
  { name: '4:5', width: 80, height: 100 },
  { name: '3:1', width: 144, height: 48 },
] as const;
const nudge = 0.02;
const keys: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -nudge, y: 0 },
  ArrowRight: { x: nudge, y: 0 },
  ArrowUp: { x: 0, y: -nudge },
  ArrowDown: { x: 0, y: nudge },
};
const centre: Point = { x: 0.5, y: 0.5 };

/** Where the photo's subject is: clicked, or moved with the arrow keys; each crop shows at once what it would keep. */
export function FocalPoint({
  photo,
  onSaved,
}: {
  readonly photo: Photo;
  readonly onSaved: (photo: Photo) => void;
}) {
  const [focus, setFocus] = useState(photo.focalPoint ?? centre);
  useEffect(() => setFocus(photo.focalPoint ?? centre), [photo.id, photo.focalPoint]);
  const picture = pictureOf(photo);
  if (!picture) return null;
  const save = (focalPoint: Point | null) =>
    void describePhoto(photo.id, { focalPoint }).then(onSaved, report);
  const { width, height, url } = picture;
  return (
    <div class="focal">
      <p>{words.photo.focalHelp}</p>
      <button
        type="button"
        class="focus-area"
        aria-label={words.photo.focalAt(Math.round(focus.x * 100), Math.round(focus.y * 100))}
        onClick={(event) => {
          if (event.detail === 0) return save(focus); // Enter
          const box = event.currentTarget.getBoundingClientRect();
          const at = {
            x: within((event.clientX - box.x) / box.width),
            y: within((event.clientY - box.y) / box.height),
          };
          setFocus(at);
          save(at);
        }}
        onKeyDown={(event) => {
          const step = keys[event.key];
          if (!step) return;
          event.preventDefault();
          event.stopPropagation();
          setFocus({ x: within(focus.x + step.x), y: within(focus.y + step.y) });
        }}
      >
        <img src={url} width={width} height={height} alt="" referrerpolicy="strict-origin" />
        <span
          class="focus-mark"
          style={{ insetInlineStart: 'auto', left: `${focus.x * 100}%`, top: `${focus.y * 100}%` }}
        />
      </button>
      <div class="crops">
        {shapes.map((shape) => (
          <figure key={shape.name}>
            <img
              src={url}
              alt=""
              width={shape.width}
              height={shape.height}
              referrerpolicy="strict-origin"
              style={{ objectPosition: cropPosition(picture, shape, focus) }}
            />
            <figcaption>{shape.name}</figcaption>
          </figure>
        ))}
      </div>
      <button type="button" onClick={() => save(focus)}>
        {words.photo.saveFocus}
      </button>{' '}
      <button type="button" disabled={!photo.focalPoint} onClick={() => save(null)}>
        {words.photo.noFocus}
      </button>
    </div>
  );
}

/** A picture of the whole photo, large enough for this. */
function pictureOf(photo: Photo) {
  const { width = 1, height = 1, variants } = photo;
  const whole = variants.filter(
    (variant) => Math.abs(variant.width / variant.height - width / height) < 0.02,
  );
  return whole.toSorted((a, b) => a.width - b.width)[0] ?? largestOf(photo);
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, Math.round(fraction * 1000) / 1000));
}
