/** Nothing can be written any more until local-aws is started again; reading goes on. */
export class StorageError extends Error {
  readonly code: 'DiskFull' | 'WriteFailed';

  constructor(code: StorageError['code'], message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

export class DiskFullError extends StorageError {
  constructor(cause: unknown) {
    super('DiskFull', 'The disk is full: free space and restart local-aws.', cause);
  }
}

export class WriteFailedError extends StorageError {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('WriteFailed', `Writing to the disk failed (${reason}): restart local-aws.`, cause);
  }
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /No space left on device|Disk quota exceeded/.test(error.message);
}

const failures = ['LEVEL_IO_ERROR', 'LEVEL_CORRUPTION'];

/** Whether LevelDB failed, and not merely refused a key or value. */
export function isFailedWrite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && failures.includes(String(error.code));
}
