import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';

/**
 * The client context of a call in the form that the Runtime API passes on: JSON in ASCII only, because it is a header there.
 * Throws InvalidRequestContentException.
 */
export function readClientContext(header: string): string {
  try {
    const context = z.looseObject({}).parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
    const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return JSON.stringify(context).replace(/[^\x20-\x7e]/g, escaped);
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
      400,
      { fields: { Type: 'User' } },
    );
  }
}
