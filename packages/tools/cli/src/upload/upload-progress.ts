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
  const show = () => {
    const bar = process.stderr.isTTY ? `${barOf(doneBytes / Math.max(1, totalBytes))} ` : '';
    const failures = failed > 0 ? `, ${failed} failed` : '';
    progress.show(
      `Uploading ${bar}${done} of ${photos.length} photos, ${bytesText(doneBytes)} of ${bytesText(totalBytes)}${failures}`,
    );
  };
  show();
  return {
    done({ bytes }: PhotoFile, isFailed: boolean): void {
      done++;
      doneBytes += bytes;
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
