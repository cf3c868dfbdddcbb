import { useEffect } from 'preact/hooks';
import { words } from '../words.ts';
import { refused, takeFiles } from './take-files.ts';
import { UploadCard } from './upload-card.tsx';
import { isUploading, uploads } from './uploads.ts';

/** What became of the files, each with its own progress. Empty until there are some. */
export function UploadPanel() {
  const isBusy = isUploading.value;
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);

  const all = [...uploads.value, ...refused.value];
  const done = all.filter(({ state }) => state === 'ready' || state === 'known').length;
  return (
    <section class="uploads" aria-label={words.uploads} hidden={all.length === 0}>
      <div class="uploads-summary">
        <p role="status">{words.uploadsDone(done, all.length)}</p>
        <button type="button" onClick={clear}>
          {words.clear}
        </button>
      </div>
      <ul>
        {all.map((upload) => (
          <UploadCard key={upload.id} upload={upload} onFiles={takeFiles} />
        ))}
      </ul>
    </section>
  );
}

function clear(): void {
  refused.value = [];
  void import('./uploader.ts').then(({ clearFinished }) => clearFinished());
}
