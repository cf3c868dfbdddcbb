import { validateHeaderName } from 'node:http';
import { Readable } from 'node:stream';
import type { AwsResponse } from '../protocol/message.ts';

/** Throws where HTTP cannot carry the headers of an answer, so that the client hears of it instead of a cut connection. */
export function writable(response: AwsResponse): AwsResponse {
  try {
    for (const name of Object.keys(response.headers ?? {})) validateHeaderName(name);
  } catch (error) {
    if (response.body instanceof Readable) response.body.destroy();
    throw error;
  }
  return response;
}
