import { downloadZip as zipOf } from 'client-zip';
import { fetchPicture } from '../api/fetch-picture.ts';
import { nameOf } from '../api/images.ts';
import { largestOf, readPhoto } from '../api/photo.ts';

/** Saves the largest picture of each image as one zip. Throws `ApiError` if one of them cannot be had. */
export async function downloadZip(ids: readonly string[]): Promise<void> {
  const blob = await zipOf(pictures(ids)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'photos.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser has begun to save it by then
}

async function* pictures(ids: readonly string[]) {
  for (const id of ids) {
    const photo = await readPhoto(id);
    const largest = largestOf(photo);
    if (!largest) continue;
    const name = nameOf({ key: photo.key }).replace(/\.[^.]*$/, '');
    yield { name: `${name}-${id.slice(0, 6)}.${largest.format}`, input: await fetchPicture(largest.url) };
  }
}
