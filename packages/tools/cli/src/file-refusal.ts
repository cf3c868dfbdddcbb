import { getSystemErrorMap } from 'node:util';

/** What files and disks can be to a user; any other error of a file is a fault of this program. */
const refusals = [
  ...['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'],
  ...['ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'],
];

/** For the user: which file or folder the system refused, and why. Undefined for every other error. */
export function fileRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'errno' in error && 'path' in error)) return undefined;
  if (!refusals.includes(String(error.code))) return undefined;
  const [, reason = error.code] = getSystemErrorMap().get(Number(error.errno)) ?? [];
  return `${error.path} cannot be used: ${reason}.`;
}
