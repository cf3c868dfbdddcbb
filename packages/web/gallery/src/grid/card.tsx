import { words } from '../words.ts';
import { type KnownImage, pictureFailed } from './collection.ts';

/** One image of the grid. */
export function Card({
  image,
  onOpen,
}: {
  readonly image: KnownImage;
  readonly onOpen: (id: string) => void;
}) {
  const name = image.key.split('/').at(-1);
  return (
    <li class={image.status}>
      <button
        type="button"
        class="picture"
        style={{ background: image.dominantColour ?? '' }}
        onClick={() => onOpen(image.id)}
      >
        {image.thumbnail === undefined ? (
          image.status === 'failed' ? (
            words.failed
          ) : (
            '…'
          )
        ) : (
          // The embedded cloud serves pictures only to pages that send their origin.
          <img
            key={image.receivedAt}
            referrerpolicy="strict-origin"
            src={image.thumbnail}
            alt={image.alt ?? name ?? ''}
            loading="lazy"
            onError={() => pictureFailed(image.id)}
          />
        )}
      </button>
      <div class="text">
        <div class="name" title={image.key}>
          {name}
        </div>
        <div class="detail">{detailOf(image)}</div>
      </div>
    </li>
  );
}

function detailOf({ status, reason, width = 0, height = 0 }: KnownImage): string {
  if (status === 'failed') return reason ?? words.failed;
  if (status === 'ready') return words.pixels(width, height);
  return status === 'pending' ? words.waitingForUpload : words.processing;
}
