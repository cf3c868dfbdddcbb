import { useEffect, useState } from 'preact/hooks';
import type { Photo } from '../api/photo.ts';
import { readTrail, type TrailEntry } from '../api/trail.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';

/** What happened to the photo, and when. */
export function TrailList({ photo }: { readonly photo: Photo }) {
  const [trail, setTrail] = useState<readonly TrailEntry[]>([]);
  useEffect(() => void readTrail(photo.id).then(setTrail, report), [photo.id, photo.updatedAt]);
  return (
    <ol class="trail">
      {trail.map((entry) => (
        <li key={`${entry.at} ${entry.event} ${entry.requestId}`} class={entry.event}>
          <time dateTime={entry.at}>
            <bdi>{words.photo.time(new Date(entry.at))}</bdi>
          </time>{' '}
          <b>{words.photo.events[entry.event]}</b> <bdi>{detailOf(entry)}</bdi>
        </li>
      ))}
    </ol>
  );
}

function detailOf({ reason, variants, milliseconds, requestId }: TrailEntry): string {
  if (reason !== undefined) return reason;
  if (variants !== undefined) return words.photo.madeAll(variants, Math.round(milliseconds ?? 0));
  return requestId === undefined ? '' : words.photo.byRequest(requestId);
}
