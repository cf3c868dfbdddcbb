import type { ZipFile } from 'yauzl';
import { AwsError } from '../../../protocol/aws-error.ts';

/** AWS Lambda quotas, "Deployment package (.zip file archive) size, unzipped". */
const limitBytes = 262_144_000;

/** The size assumed for an empty file or folder, so that they cannot fill a disk. AWS documents no such limit. */
const leastBytes = 1024;

/** Throws InvalidParameterValueException for a zip whose entries declare too large a size. */
export async function checkUnzippedSize(zip: Pick<ZipFile, 'eachEntry'>): Promise<void> {
  const folders = new Map<string, number>();
  let bytes = 0;
  for await (const { fileName, uncompressedSize } of zip.eachEntry()) {
    bytes += Math.max(uncompressedSize, leastBytes) + leastBytes * newFolders(fileName, folders);
    if (bytes >= limitBytes) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Unzipped size must be smaller than ${limitBytes} bytes`,
      );
    }
  }
}

/** How many new folders an entry needs. They count as known afterwards, each by its parent's number. */
function newFolders(fileName: string, known: Map<string, number>): number {
  const before = known.size;
  let parent = 0;
  for (const name of fileName.split('/').slice(0, -1)) {
    const folder = `${parent}/${name}`;
    parent = known.get(folder) ?? known.size + 1;
    known.set(folder, parent);
  }
  return known.size - before;
}
