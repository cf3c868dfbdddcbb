import { randomBytes } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const chunkBytes = 1024 ** 2;

/**
 * Throws where a file of what LevelDB writes when it is opened can't be written: its logs once more, as tables, and
 * something to go on with. Whatever limits the disk shows then: room, a quota, open files.
 */
export async function checkRoom(folder: string): Promise<void> {
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(folder, name))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, chunkBytes);
  const probe = join(folder, 'probe');
  try {
    await writeFile(probe, incompressible(bytes), { mode: 0o600, flush: true });
  } finally {
    await rm(probe, { force: true });
  }
}

function* incompressible(bytes: number): Generator<Buffer> {
  const chunk = randomBytes(chunkBytes);
  for (let written = 0; written < bytes; written += chunkBytes) yield chunk;
}
