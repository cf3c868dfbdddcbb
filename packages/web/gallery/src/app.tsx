import { useEffect, useState } from 'preact/hooks';
import { images, nextPage, refreshNow } from './grid/collection.ts';
import { Grid } from './grid/grid.tsx';
import { message } from './message.ts';
import { PhotoDialog } from './photo/photo-dialog.tsx';
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
      {open !== undefined && <PhotoDialog id={open} onClose={() => setOpen(undefined)} />}
      <SignInDialog />
    </>
  );
}
