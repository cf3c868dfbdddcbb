import { words } from '../words.ts';
import { accepted } from './content-type.ts';
import { refused } from './take-files.ts';
import type { Upload } from './uploads.ts';

interface UploadCardProps {
  readonly upload: Upload;
  readonly onFiles: (files: readonly File[]) => void;
}

/** One file: how far it is, and what can be done. */
export function UploadCard({ upload, onFiles }: UploadCardProps) {
  const { id, name, bytes, state, sent, sentence } = upload;
  const isMoving = state === 'waiting' || state === 'sending' || state === 'paused';
  return (
    <li class="upload" data-state={state}>
      <div class="upload-name" title={name}>
        <bdi>{name}</bdi> <span class="detail">{words.bytes(bytes)}</span>
      </div>
      {isMoving && <progress aria-label={words.sentOf(name)} max="1" value={sent} />}
      {state === 'processing' && <progress aria-label={words.processingOf(name)} />}
      <div class="upload-state">{sentence ?? words.uploadStates[state]}</div>
      <div class="upload-actions">
        {(state === 'sending' || state === 'paused') && (
          <Action
            label={state === 'paused' ? words.resume : words.pause}
            of={name}
            onClick={() => pause(id)}
          />
        )}
        {state === 'stopped' && <Action label={words.tryAgain} of={name} onClick={() => tryAgain(id)} />}
        {state === 'interrupted' && (
          <label class="choice">
            <input
              type="file"
              accept={accepted}
              onChange={({ currentTarget }) => onFiles([...(currentTarget.files ?? [])])}
            />
            {words.chooseAgain}
          </label>
        )}
        {state !== 'processing' && (
          <Action
            label={isMoving || state === 'stopped' ? words.cancel : words.dismiss}
            of={name}
            onClick={() => remove(upload)}
          />
        )}
      </div>
    </li>
  );
}

/** A button whose name also says which file it is about. */
function Action({ label, of, onClick }: { label: string; of: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={words.actionOn(label, of)} onClick={onClick}>
      {label}
    </button>
  );
}

const uploader = () => import('./uploader.ts');

function pause(id: string): void {
  void uploader().then(({ pauseOrResume }) => pauseOrResume(id));
}

function tryAgain(id: string): void {
  void uploader().then(({ start }) => start(id));
}

function remove({ id, state }: Upload): void {
  if (state === 'refused') refused.value = refused.value.filter((upload) => upload.id !== id);
  else void uploader().then(({ cancel }) => cancel(id));
}
