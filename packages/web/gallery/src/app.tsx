import { useEffect, useState } from 'preact/hooks';
import { deleteImage } from './api/images.ts';
import { forget, images, newestFirst, nextPage, refreshNow } from './grid/collection.ts';
import { Grid } from './grid/grid.tsx';
import { message, report } from './message.ts';
import { LazyPhoto } from './photo/lazy-photo.tsx';
import { credentials } from './sign-in/credentials.ts';
import { SignInDialog } from './sign-in/sign-in-dialog.tsx';
import { DropArea } from './upload/drop-area.tsx';
import { uploadFiles } from './upload/upload-files.ts';
import { words } from './words.ts';

const takeFiles = (files: readonly File[]) => void uploadFiles(files, refreshNow);

/** The whole page. */
export function App() {
  const [open, setOpen] = useState<string>();
  const signedInAs = credentials.value;
  useEffect(refreshNow, [signedInAs]);
  useEffect(() => {
    addEventListener('focus', refreshNow);
    return () => removeEventListener('focus', refreshNow);
  }, []);

  const count = images.value.size;
  const ids = newestFirst(images.value).map(({ id }) => id);
  return (
    <>
      <header>
        <h1>{words.title}</h1>
        <p>{count === 0 ? words.tagline : words.imageCount(count, nextPage.value !== undefined)}</p>
        <a href="openapi.json">{words.api}</a>
      </header>
      <main>
        <DropArea onFiles={takeFiles} />
        <p class="message" role="status">
          {message}
        </p>
        <Grid onOpen={setOpen} />
      </main>
      {open !== undefined && (
        <LazyPhoto
          id={open}
          ids={ids}
          changedAt={images.value.get(open)?.updatedAt}
          onOpen={setOpen}
          onClose={() => setOpen(undefined)}
          onDelete={(id) => {
            setOpen(undefined);
            deleteImage(id).then(() => forget(id), report);
          }}
        />
      )}
      <SignInDialog />
    </>
  );
}
