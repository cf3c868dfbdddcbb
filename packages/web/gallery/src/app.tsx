import { useEffect } from 'preact/hooks';
import { count, isLoaded, isMore, listed } from './collection/collection.ts';
import { deleteSoon, startDeletions } from './collection/deletion.ts';
import { looked, startLive } from './collection/live.ts';
import { isEverything } from './collection/query.ts';
import { FilterBar } from './grid/filter-bar.tsx';
import { Grid } from './grid/grid.tsx';
import { SelectionBar } from './grid/selection-bar.tsx';
import { UndoBar } from './grid/undo-bar.tsx';
import { message } from './message.ts';
import { LazyPhoto } from './photo/lazy-photo.tsx';
import { closePhoto, openId, openPhoto } from './photo/open-photo.ts';
import { SignInDialog } from './sign-in/sign-in-dialog.tsx';
import { SignOutButton } from './sign-in/sign-out-button.tsx';
import { DropArea } from './upload/drop-area.tsx';
import { resumeUploads } from './upload/take-files.ts';
import { UploadPanel } from './upload/upload-panel.tsx';
import { words } from './words.ts';

/** The whole page. */
export function App() {
  const open = openId.value;
  useEffect(() => {
    const stopDeletions = startDeletions();
    const stopLive = startLive();
    void looked().then(resumeUploads); // photos first: the code that uploads is half of all
    return () => {
      stopDeletions();
      stopLive();
    };
  }, []);

  return (
    <>
      <header>
        <h1>{words.title}</h1>
        <p>
          {isLoaded.value && count.value > 0
            ? words.imageCount(count.value, isMore.value && !isEverything.value)
            : words.tagline}
        </p>
        <a href="openapi.json">{words.api}</a>
        <SignOutButton />
      </header>
      <main>
        <DropArea />
        <UploadPanel />
        <FilterBar />
        <p class="message" role="status">
          {message}
        </p>
        <Grid opened={open} onOpen={openPhoto} />
        <SelectionBar />
        <UndoBar />
      </main>
      {open !== undefined && (
        <LazyPhoto
          id={open}
          ids={listed.value.map(({ id }) => id)}
          onOpen={openPhoto}
          onClose={closePhoto}
          onDelete={(id) => {
            closePhoto();
            deleteSoon([id]);
          }}
        />
      )}
      <SignInDialog />
    </>
  );
}
