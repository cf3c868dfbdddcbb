import { InvalidCursorError } from './errors.ts';

export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** Throws `InvalidCursorError`. */
export function decodeCursor(cursor: string): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  if (encodeCursor(position) !== cursor) throw new InvalidCursorError();
  return position;
}
