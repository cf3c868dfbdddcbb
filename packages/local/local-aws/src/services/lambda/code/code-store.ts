import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Storage } from '../../../storage/storage.ts';
import { StorageError } from '../../../storage/storage-error.ts';
import { unzip } from './unzip.ts';

export interface StoredCode {
  /** Base64, as `CodeSha256`. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Deployment packages by hash, unzipped once and shared by all environments that run them. */
export interface CodeStore {
  /**
   * Throws InvalidParameterValueException for what is no zip, or too large unzipped, and StorageError; nothing of it is
   * kept.
   */
  add(zip: Buffer): Promise<StoredCode>;
  /** The folder that environments get as LAMBDA_TASK_ROOT. */
  folder(sha256: string): string;
  zipFile(sha256: string): string;
  /** Removes packages that nobody uses. */
  prune(used: ReadonlySet<string>): Promise<void>;
}

export async function createCodeStore(
  root: string,
  { log, storage }: { readonly log: Log; readonly storage: Pick<Storage, 'writeFiles'> },
): Promise<CodeStore> {
  // Without its own package.json, a zip's `.js` files are CommonJS, whatever folder local-aws keeps its data in.
  const manifest = join(root, 'package.json');
  await writeFile(manifest, '{}');
  const nameOf = (sha256: string) => Buffer.from(sha256, 'base64').toString('hex');
  const folder = (sha256: string) => join(root, nameOf(sha256));
  const zipFile = (sha256: string) => join(root, `${nameOf(sha256)}.zip`);

  /** Both get their names when they are whole, the folder last: it is what counts. */
  async function store(zip: Buffer, sha256: string): Promise<void> {
    const made = await mkdtemp(join(root, 'unzip-'));
    const [madeZip, madeFolder] = [join(made, 'zip'), join(made, 'folder')];
    try {
      await writeFile(madeZip, zip);
      await mkdir(madeFolder);
      await unzip(zip, madeFolder);
      await rename(madeZip, zipFile(sha256));
      await rename(madeFolder, folder(sha256));
    } catch (error) {
      if (!existsSync(folder(sha256))) throw error; // else a concurrent call was faster
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  }

  return {
    folder,
    zipFile,
    async add(zip) {
      const sha256 = createHash('sha256').update(zip).digest('base64');
      try {
        if (!existsSync(folder(sha256))) await storage.writeFiles(() => store(zip, sha256));
      } catch (error) {
        if (error instanceof AwsError || error instanceof StorageError) throw error;
        // Lambda says the same of every zip.
        log.warn(
          `Lambda could not unzip an uploaded file: ${error instanceof Error ? error.message : error}`,
        );
        throw notAZip();
      }
      return { sha256, bytes: zip.length };
    },
    async prune(used) {
      const kept = new Set([manifest, ...[...used].flatMap((sha256) => [folder(sha256), zipFile(sha256)])]);
      const files = (await readdir(root)).map((name) => join(root, name));
      for (const file of files) if (!kept.has(file)) await rm(file, { recursive: true });
    },
  };
}

function notAZip(): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
}
