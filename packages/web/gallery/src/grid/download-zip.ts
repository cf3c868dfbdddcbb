import { downloadZip as zipOf } from 'client-zip';
import { readImage } from '../api/images.ts';

/** Saves the largest picture of each image as one zip. */
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
    const { key, variants } = await readImage(id);
    const [largest] = variants.toSorted((a, b) => b.width - a.width);
    if (!largest) continue;
    const name =
      key
        .split('/')
        .at(-1)
        ?.replace(/\.[^.]*$/, '') ?? id;
    const input = await fetch(largest.url, { referrerPolicy: 'strict-origin' });
    if (input.ok) yield { name: `${name}-${id.slice(0, 6)}.${largest.format}`, input };
  }
}
