import { announceImage } from '../api/images.ts';
import { message } from '../message.ts';
import { words } from '../words.ts';
import { contentTypeOf } from './content-type.ts';

/** Uploads files, one after the other. */
export async function uploadFiles(files: readonly File[], onAnnounced: () => void): Promise<void> {
  message.value = '';
  for (const file of files) {
    try {
      await uploadFile(file, onAnnounced);
    } catch (error) {
      message.value = words.aboutFile(file.name, error instanceof Error ? error.message : String(error));
    }
  }
}

async function uploadFile(file: File, onAnnounced: () => void): Promise<void> {
  const announced = await announceImage({
    filename: file.name,
    contentType: contentTypeOf(file),
    bytes: file.size,
  });
  if ('duplicateOf' in announced) return;
  const form = new FormData();
  for (const [field, value] of Object.entries(announced.upload.fields)) form.append(field, value);
  form.append('file', file);
  onAnnounced();
  const response = await fetch(announced.upload.url, { method: 'POST', body: form });
  if (!response.ok) throw new Error(words.uploadRefused(response.status));
}
