import { signal } from '@preact/signals';
import { whyRefused } from './check-file.ts';
import type { Upload } from './uploads.ts';

/** Files that never began, each with the reason. */
export const refused = signal<readonly Upload[]>([]);

let counter = 0;

/** Checks files, and uploads those that can become images. The code that sends them is loaded when it is needed. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const accepted: File[] = [];
  for (const file of files) {
    const sentence = whyRefused(file);
    if (sentence === undefined) accepted.push(file);
    else {
      counter += 1;
      const { name, size: bytes } = file;
      const upload: Upload = { id: `refused-${counter}`, name, bytes, state: 'refused', sent: 0, sentence };
      refused.value = [...refused.value, upload];
    }
  }
  if (accepted.length > 0) (await import('./uploader.ts')).addFiles(accepted);
}

/** Goes on with what a reload interrupted. */
export async function resumeUploads(): Promise<void> {
  await import('./uploader.ts');
}
