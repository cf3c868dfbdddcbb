/** Data cannot be kept in the folder that was chosen; the message says why and what to do. */
export class DataFolderError extends Error {
  readonly code: 'DataFolderInUse' | 'DataFolderUnusable';

  constructor(folder: string, cause: unknown) {
    const inUse = codesOf(cause).includes('LEVEL_LOCKED');
    super(
      inUse
        ? `The data in ${folder} is used by another local-aws. Stop it, or choose another folder: --data-dir`
        : `${folder} cannot keep data: ${reasonOf(cause)}. Choose another folder: --data-dir`,
      { cause },
    );
    this.name = 'DataFolderError';
    this.code = inUse ? 'DataFolderInUse' : 'DataFolderUnusable';
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const known = codesOf(error).find((code) => code in reasons);
  if (known !== undefined) return reasons[known] ?? '';
  const { cause = error } = error instanceof Error ? error : {};
  return cause instanceof Error ? cause.message : String(cause);
}

/** LevelDB says in the cause why it did not open. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return ['code' in error ? String(error.code) : '', ...codesOf(error.cause)];
}
