import type { Collection } from '../../../storage/collection.ts';
import type { FunctionRecord } from '../function-record.ts';

/** The hashes of the code of all functions and their versions. */
export async function usedCode(functions: Collection<FunctionRecord>): Promise<Set<string>> {
  const used = new Set<string>();
  for await (const [, { codeSha256, versions }] of functions.entries()) {
    used.add(codeSha256);
    for (const version of versions) used.add(version.codeSha256);
  }
  return used;
}
