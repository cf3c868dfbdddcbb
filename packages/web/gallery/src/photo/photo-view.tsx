import './photo.css';
import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../api/images.ts';
import { images } from '../collection/collection.ts';
import { tryAgain } from '../collection/try-again.ts';
import { logicalKey } from '../direction.ts';
import { message, report } from '../message.ts';
import { words } from '../words.ts';
import { DescriptionForm } from './description-form.tsx';
import { FactsList } from './facts-list.tsx';
import { FocalPoint } from './focal-point.tsx';
import { Playground } from './playground.tsx';
import { Section } from './section.tsx';
import { Snippets } from './snippets.tsx';
import { isScrolling, isTyping, Stage } from './stage.tsx';
import { TrailList } from './trail-list.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { usePhoto } from './use-photo.ts';
import { VariantsTable } from './variants-table.tsx';

export interface PhotoViewProps {
  readonly id: string;
  /** The photos before and after it, in the order of the grid. */
  readonly ids: readonly string[];
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
  readonly onDelete: (id: string) => void;
}

/** One photo, above the page: the picture, and beside it all that is known of it and can be done with it. */
export function PhotoView({ id, ids, onOpen, onClose, onDelete }: PhotoViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [photo, setPhoto] = usePhoto(id, ids.includes(id));
  const named = photo ?? images.value.get(id);
  const hasPictures = photo !== undefined && photo.variants.length > 0;
  const [previous, next] = useNeighbours(id, ids);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus(); // and not the first button: a second Enter would close the photo again
  }, []);
  useEffect(() => {
    message.value = ''; // what was said before is not about this photo
  }, [id]);
  useEffect(() => {
    const press = ({ key, target }: KeyboardEvent) => {
      if (isTyping(target) || isScrolling(target)) return;
      const logical = logicalKey(key);
      if (logical === 'ArrowLeft' && previous !== undefined) onOpen(previous);
      if (logical === 'ArrowRight' && next !== undefined) onOpen(next);
    };
    addEventListener('keydown', press); // also where the button that had the focus is disabled or gone
    return () => removeEventListener('keydown', press);
  }, [previous, next, onOpen]);

  return (
    <dialog ref={dialog} class="photo" aria-labelledby="photo-title" onClose={onClose}>
      <div class="bar">
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
        <h2 id="photo-title" ref={heading} tabIndex={-1}>
          <bdi>{named ? nameOf(named) : words.photo.picture}</bdi>
        </h2>
        <button type="button" disabled={previous === undefined} onClick={() => previous && onOpen(previous)}>
          {words.photo.previous}
        </button>
        <button type="button" disabled={next === undefined} onClick={() => next && onOpen(next)}>
          {words.photo.next}
        </button>
      </div>
      <p class="message" role="status">
        {message}
      </p>
      {photo && (
        <div class="sides">
          <Stage photo={photo} />
          <div class="panel">
            {photo.status === 'failed' && (
              <div class="failure" role="alert">
                <p>{photo.reason ?? words.failed}</p>
                <button type="button" onClick={() => tryAgain(id).catch(report)}>
                  {words.tryAgain}
                </button>
              </div>
            )}
            <Section title={words.photo.details} isOpen>
              <FactsList photo={photo} />
              <DescriptionForm key={photo.id} photo={photo} onSaved={setPhoto} />
            </Section>
            {hasPictures && (
              <>
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
              </>
            )}
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
