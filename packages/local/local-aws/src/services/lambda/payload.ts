import { AwsError } from '../../protocol/aws-error.ts';

/**
 * An absent payload is an empty object. Throws RequestTooLargeException, and InvalidRequestContentException for what is
 * no JSON: it never reaches the function.
 */
export function checkPayload(payload: Buffer, limit: number): Buffer {
  if (payload.length === 0) return Buffer.from('{}');
  if (payload.length > limit) throw requestTooLarge(limit);
  try {
    JSON.parse(payload.toString('utf8'));
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
      400,
      { fields: { Type: 'User' } },
    );
  }
  return payload;
}

export function requestTooLarge(limit: number): AwsError {
  return new AwsError(
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
    { fields: { Type: 'User' } },
  );
}
