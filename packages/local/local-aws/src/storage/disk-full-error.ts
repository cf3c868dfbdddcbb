/**
 * Nothing can be written any more. LevelDB stays so after the first write that found no space, until it is opened
 * again, because what it wrote last may be cut off; reading goes on.
 */
export class DiskFullError extends Error {
  readonly code = 'DiskFull';

  constructor(cause: unknown) {
    super('The disk is full: free space and restart local-aws.', { cause });
    this.name = 'DiskFullError';
  }
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /No space left on device|Disk quota exceeded/.test(error.message);
}
