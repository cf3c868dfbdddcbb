import './photo.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { reprocessPhoto } from '../api/photo.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';
import { DescriptionForm } from './description-form.tsx';
import { FactsList } from './facts-list.tsx';
import { FocalPoint } from './focal-point.tsx';
import { Playground } from './playground.tsx';
import { Section } from './section.tsx';
import { Snippets } from './snippets.tsx';
import { isTyping, Stage } from './stage.tsx';
import { TrailList } from './trail-list.tsx';
import { usePhoto } from './use-photo.ts';
import { VariantsTable } from './variants-table.tsx';

export interface PhotoViewProps {
  readonly id: string;
  /** The photos before and after it, in the order of the grid. */
  readonly ids: readonly string[];
  /** When the list last saw it change. */
  readonly changedAt: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
  readonly onDelete: (id: string) => void;
}

/** One photo, above the page: the picture, and beside it all that is known of it and can be done with it. */
export function PhotoView({ id, ids, changedAt, onOpen, onClose, onDelete }: PhotoViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(0);
  const [photo, setPhoto] = usePhoto(id, `${changedAt} ${asked}`);
  const at = ids.indexOf(id);
  const [previous, next] = [ids[at - 1], at < 0 ? undefined : ids[at + 1]];
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent) => {
      if (isTyping(target)) return;
      if (key === 'ArrowLeft' && previous !== undefined) onOpen(previous);
      if (key === 'ArrowRight' && next !== undefined) onOpen(next);
    };
    const element = dialog.current;
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, [previous, next, onOpen]);

  const tryAgain = () =>
    reprocessPhoto(id)
      .then(() => setAsked(asked + 1))
      .catch(report);
  const name = photo?.title ?? photo?.key.split('/').at(-1) ?? '';
  return (
    <dialog ref={dialog} class="photo" aria-labelledby="photo-title" onClose={onClose}>
      <div class="bar">
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
        <h2 id="photo-title">{name}</h2>
        <button type="button" disabled={previous === undefined} onClick={() => previous && onOpen(previous)}>
          {words.photo.previous}
        </button>
        <button type="button" disabled={next === undefined} onClick={() => next && onOpen(next)}>
          {words.photo.next}
        </button>
      </div>
      {photo && (
        <div class="sides">
          <Stage photo={photo} />
          <div class="panel">
            {photo.status === 'failed' && (
              <div class="failure" role="alert">
                <p>{photo.reason ?? words.failed}</p>
                <button type="button" onClick={tryAgain}>
                  {words.photo.tryAgain}
                </button>
              </div>
            )}
            <Section title={words.photo.details} isOpen>
              <FactsList photo={photo} />
              <DescriptionForm key={photo.id} photo={photo} onSaved={setPhoto} />
            </Section>
            <Section title={words.photo.variants} isOpen>
              <VariantsTable photo={photo} />
            </Section>
            <Section title={words.photo.focalPoint}>
              <FocalPoint photo={photo} onSaved={setPhoto} />
            </Section>
            <Section title={words.photo.useIt}>
              <Snippets photo={photo} />
            </Section>
            <Section title={words.photo.playground}>
              <Playground photo={photo} />
            </Section>
            <Section title={words.photo.trail}>
              <TrailList photo={photo} />
            </Section>
            <button type="button" class="delete" onClick={() => onDelete(id)}>
              {words.photo.deleteThis}
            </button>
          </div>
        </div>
      )}
    </dialog>
  );
}
