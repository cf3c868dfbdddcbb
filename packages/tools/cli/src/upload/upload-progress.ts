import { bytesText } from '../amounts.ts';
import type { PhotoFile } from '../photo-files.ts';
import type { Progress } from '../progress.ts';

const barWidth = 20;

/** Photos and bytes of all, in one line: `Uploading ████████░░░░ 80 of 200 photos, 31.2 MB of 78.0 MB, 1 failed`. */
export function uploadProgress(photos: readonly PhotoFile[], progress: Progress) {
  const totalBytes = photos.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  let doneBytes = 0;
  let failed = 0;
  const begun = new Map<PhotoFile, number>(); // bytes of those that are on their way in parts
  const show = () => {
    const sentBytes = [...begun.values()].reduce((sum, bytes) => sum + bytes, doneBytes);
    const bar = process.stderr.isTTY ? `${barOf(sentBytes / Math.max(1, totalBytes))} ` : '';
    const failures = failed > 0 ? `, ${failed} failed` : '';
    progress.show(
      `Uploading ${bar}${done} of ${photos.length} photos, ${bytesText(sentBytes)} of ${bytesText(totalBytes)}${failures}`,
    );
  };
  show();
  return {
    sent(photo: PhotoFile, bytes: number): void {
      begun.set(photo, (begun.get(photo) ?? 0) + bytes);
      show();
    },
    done(photo: PhotoFile, isFailed: boolean): void {
      begun.delete(photo);
      done++;
      doneBytes += photo.bytes;
      if (isFailed) failed++;
      show();
    },
    clear: () => progress.clear(),
  };
}

function barOf(share: number): string {
  const full = Math.round(share * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}
