import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';

/** LocalStack's name for "the key is a folder of this machine" (LocalStack documentation, "Lambda Hot Reloading"). */
export const hotReloadBucket = 'hot-reload';

/** A folder from which a function runs as it is, without a zip. Throws InvalidParameterValueException. */
export function readFolder(folder: string): Pick<FunctionRecord, 'codeSha256' | 'codeSize' | 'codeFolder'> {
  if (!isAbsolute(folder) || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw invalidParameter(
      `With the bucket ${hotReloadBucket}, the key must be the absolute path of a folder. There is no folder ${folder}.`,
    );
  const codeSha256 = createHash('sha256').update(folder).digest('base64');
  return { codeSha256, codeSize: 0, codeFolder: folder };
}
