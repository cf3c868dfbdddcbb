import { useEffect, useRef, useState } from 'preact/hooks';
import { deleteImage, type ImageDocument, readImage } from '../api/images.ts';
import { forget, images, pictureFailed } from '../grid/collection.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';

/** One photo with its variants, above the page. */
export function PhotoDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [image, setImage] = useState<ImageDocument>();
  const listed = images.value.get(id);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let isCurrent = true; // a later answer of an earlier question is not shown
    readImage(id).then((read) => isCurrent && setImage(read), report);
    return () => {
      isCurrent = false;
    };
  }, [id, listed?.updatedAt]);

  async function remove() {
    onClose();
    await deleteImage(id);
    forget(id);
  }

  const largest = image?.variants.toSorted((a, b) => b.width - a.width)[0];
  return (
    <dialog ref={dialog} class="photo" aria-labelledby="photo-title" onClose={onClose}>
      <h2 id="photo-title">{image?.key ?? listed?.key}</h2>
      {largest && (
        <img
          alt={image?.alt ?? ''}
          referrerpolicy="strict-origin"
          src={largest.url}
          onError={() => pictureFailed(id)}
        />
      )}
      <table>
        <thead>
          <tr>
            {[words.variant, words.format, words.pixelsColumn, words.size].map((heading) => (
              <th key={heading}>{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {image?.variants.map((variant) => (
            <tr key={variant.url}>
              <td>
                <a href={variant.url} target="_blank" rel="noreferrer">
                  {variant.preset}
                </a>
              </td>
              <td>{variant.format}</td>
              <td>{words.pixels(variant.width, variant.height)}</td>
              <td>{words.bytes(variant.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="actions">
        <button type="button" onClick={() => remove().catch(report)}>
          {words.delete}
        </button>
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </dialog>
  );
}
