import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { isReached } from '../api/call-api.ts';
import { type Photo, readPhoto } from '../api/photo.ts';
import { forget, images, take } from '../collection/collection.ts';
import { message, report } from '../message.ts';
import { callers } from '../sign-in/credentials.ts';
import { words } from '../words.ts';

const pause = 1000; // milliseconds between two looks at a photo that is being processed

/**
 * The photo as the API knows it; read again when the list saw it change or go, when somebody signed in or the server is
 * back, and while it is being processed.
 */
export function usePhoto(id: string, isListed: boolean) {
  const [photo, setPhoto] = useState<Photo>();
  const { updatedAt, status } = images.value.get(id) ?? {};
  const isOpen = status === 'processing' || status === 'pending';
  const show = (known: Photo) => {
    take([known]);
    setPhoto(known);
  };
  useEffect(() => {
    let isCurrent = true; // a later answer of an earlier question is not shown
    const read = () =>
      readPhoto(id)
        .then((known) => isCurrent && show(known))
        .catch((error: unknown) => {
          if (!isCurrent) return;
          if (!(error instanceof ApiError && error.status === 404)) return report(error);
          forget([id]);
          message.value = words.photo.gone;
        });
    void read();
    const timer = isOpen ? setInterval(() => document.hidden || read(), pause) : undefined;
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [id, updatedAt, isOpen, isListed, callers.value, isReached.value]);
  const shown = photo?.id === id ? { ...photo, status: status ?? photo.status } : undefined;
  return [shown, show] as const;
}
