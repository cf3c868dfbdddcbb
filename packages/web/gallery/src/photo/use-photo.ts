import { useEffect, useState } from 'preact/hooks';
import { type Photo, readPhoto } from '../api/photo.ts';
import { images, take } from '../collection/collection.ts';
import { report } from '../message.ts';

const pause = 1000; // milliseconds between two looks at a photo that is being processed

/** The photo as the API knows it; read again when the list saw it change, and while it is being processed. */
export function usePhoto(id: string) {
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
        .catch(report);
    void read();
    const timer = isOpen ? setInterval(() => document.hidden || read(), pause) : undefined;
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [id, updatedAt, isOpen]);
  const shown = photo?.id === id ? { ...photo, status: status ?? photo.status } : undefined;
  return [shown, show] as const;
}
