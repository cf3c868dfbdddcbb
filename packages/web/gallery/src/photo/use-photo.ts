import { useEffect, useState } from 'preact/hooks';
import { type Photo, readPhoto } from '../api/photo.ts';
import { report } from '../message.ts';

const pause = 1000; // milliseconds between two looks at a photo that is being processed

/** The photo as the API knows it; read again when `changedAt` changes, and while it is being processed. */
export function usePhoto(id: string, changedAt: string | undefined) {
  const [photo, setPhoto] = useState<Photo>();
  const isOpen = photo?.status === 'processing' || photo?.status === 'pending';
  useEffect(() => {
    let isCurrent = true; // a later answer of an earlier question is not shown
    const read = () =>
      readPhoto(id)
        .then((known) => isCurrent && setPhoto(known))
        .catch(report);
    void read();
    const timer = isOpen ? setInterval(read, pause) : undefined;
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [id, changedAt, isOpen]);
  return [photo?.id === id ? photo : undefined, setPhoto] as const;
}
