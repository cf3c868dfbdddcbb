import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';

const position = z.object({ arn: z.string(), after: z.string().optional(), at: z.number() });

/** A position in a stream; clients treat it as an opaque string. */
export interface ShardIterator {
  readonly arn: string;
  /** Sequence number of the last record read; undefined before the oldest. */
  readonly after?: string | undefined;
  /** When it was issued, in milliseconds since 1970. */
  readonly at: number;
}

export function encodeIterator(iterator: ShardIterator): string {
  return Buffer.from(JSON.stringify(iterator)).toString('base64');
}

export function decodeIterator(text: string): ShardIterator {
  try {
    return position.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    throw new ValidationError('Invalid ShardIterator');
  }
}
