import { validateHeaderName } from 'node:http';
import { Readable } from 'node:stream';
import type { AwsResponse } from '../protocol/message.ts';

/** Throws if HTTP cannot carry a response's headers, so that the client gets an error instead of a cut connection. */
export function writable(response: AwsResponse): AwsResponse {
  try {
    for (const name of Object.keys(response.headers ?? {})) validateHeaderName(name);
  } catch (error) {
    if (response.body instanceof Readable) response.body.destroy();
    throw error;
  }
  return response;
}
