import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { report } from '../message.ts';
import type { PhotoViewProps } from './photo-view.tsx';

/** The view of one photo, whose code and styles are loaded when somebody opens the first one. */
export function LazyPhoto(props: PhotoViewProps) {
  const [View, setView] = useState<FunctionComponent<PhotoViewProps>>();
  useEffect(
    () => void import('./photo-view.tsx').then((loaded) => setView(() => loaded.PhotoView), report),
    [],
  );
  return View ? <View {...props} /> : null;
}
