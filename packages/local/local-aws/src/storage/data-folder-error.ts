/** The chosen folder cannot hold data; the message says why and what to do. */
export class DataFolderError extends Error {
  readonly code: 'DataFolderInUse' | 'DataFolderUnusable';

  constructor(folder: string, cause: unknown) {
    const inUse = codesOf(cause).includes('LEVEL_LOCKED');
    super(
      inUse
        ? `Another local-aws uses the data in ${folder}. Stop it, or choose another folder with --data-dir`
        : `${folder} cannot keep data: ${reasonOf(cause)}. Choose another folder with --data-dir`,
      { cause },
    );
    this.name = 'DataFolderError';
    this.code = inUse ? 'DataFolderInUse' : 'DataFolderUnusable';
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'no write permission',
  EPERM: 'no write permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const known = codesOf(error).find((code) => code in reasons);
  if (known !== undefined) return reasons[known] ?? '';
  const { cause = error } = error instanceof Error ? error : {};
  return cause instanceof Error ? cause.message : String(cause);
}

/** LevelDB gives in the cause the reason why it did not open. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return ['code' in error ? String(error.code) : '', ...codesOf(error.cause)];
}
