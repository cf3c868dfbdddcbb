/** Something could not be written. Nothing of it counts; reading goes on, and so does writing once the cause is gone. */
export class StorageError extends Error {
  readonly code: 'DiskFull' | 'WriteFailed';

  constructor(code: StorageError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

class DiskFullError extends StorageError {
  constructor(directory: string, cause: unknown) {
    super('DiskFull', `The disk is full: free space where ${directory} is, and writing goes on.`, cause);
  }
}

class WriteFailedError extends StorageError {
  constructor(directory: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'WriteFailed',
      `Writing to ${directory} failed: ${reason}. Once the cause is gone, writing goes on.`,
      cause,
    );
  }
}

/** LevelDB says what the system said; Node has a code for it. */
const full = /No space left on device|Disk quota exceeded|^ENOSPC|^EDQUOT/;

/** What LevelDB fails with, apart from keys and values that it refuses, and what files do. */
const failures: readonly unknown[] = [
  'LEVEL_IO_ERROR',
  'LEVEL_CORRUPTION',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENFILE',
];

/** The error of a disk that failed; undefined for everything else that a write may throw. */
export function storageErrorOf(directory: string, cause: unknown): StorageError | undefined {
  if (!(cause instanceof Error && 'code' in cause && failures.includes(cause.code))) return undefined;
  return full.test(cause.message)
    ? new DiskFullError(directory, cause)
    : new WriteFailedError(directory, cause);
}
