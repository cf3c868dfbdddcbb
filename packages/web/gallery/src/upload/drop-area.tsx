import { useEffect, useState } from 'preact/hooks';
import { words } from '../words.ts';
import { accepted } from './content-type.ts';
import { droppedFiles } from './dropped-files.ts';
import { takeFiles } from './take-files.ts';

/** Takes files and folders that are dropped anywhere on the page, pasted, chosen, or photographed. */
export function DropArea() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let isOwn = false; // a picture of this page that is dragged is no photo to upload
    const over = (event: DragEvent) => {
      if (isOwn) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(takeFiles);
    };
    const paste = ({ clipboardData }: ClipboardEvent) => void takeFiles([...(clipboardData?.files ?? [])]);
    addEventListener('dragstart', () => (isOwn = true), { signal });
    addEventListener('dragend', () => (isOwn = false), { signal });
    addEventListener('dragover', over, { signal });
    addEventListener('dragleave', () => setOver(false), { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('paste', paste, { signal });
    return () => listening.abort();
  }, []);

  return (
    <div class={isOver ? 'drop over' : 'drop'}>
      <p>{words.dropHere}</p>
      <div class="choices">
        <FileChoice label={words.choosePhotos} multiple />
        <FileChoice label={words.chooseFolder} webkitdirectory class="folder" />
        <FileChoice label={words.takePhoto} capture="environment" class="camera" />
      </div>
    </div>
  );
}

interface FileChoiceProps {
  readonly label: string;
  readonly class?: string;
  readonly multiple?: boolean;
  readonly webkitdirectory?: boolean;
  readonly capture?: 'environment';
}

/** A button that opens the system's file chooser. */
function FileChoice({ label, class: name, ...how }: FileChoiceProps) {
  return (
    <label class={name === undefined ? 'choice' : `choice ${name}`}>
      <input
        type="file"
        accept={how.webkitdirectory ? undefined : accepted}
        {...how}
        onChange={({ currentTarget }) => {
          const visible = [...(currentTarget.files ?? [])].filter(({ name }) => !name.startsWith('.'));
          currentTarget.value = '';
          void takeFiles(visible);
        }}
      />
      {label}
    </label>
  );
}
