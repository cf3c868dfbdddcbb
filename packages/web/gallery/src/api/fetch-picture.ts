import { apiErrorOf, NotReachedError } from './api-error.ts';

/**
 * Fetches a picture as bytes. The answer that a browser may have kept for an `<img>` is of no use: CloudFront lets pages
 * read only those that were asked for with an `Origin`. Throws `ApiError` for an answer that is no picture,
 * and `NotReachedError` if there is none.
 */
export async function fetchPicture(url: string, init: Pick<RequestInit, 'headers' | 'signal'> = {}) {
  const response = await fetch(url, { ...init, cache: 'reload', referrerPolicy: 'strict-origin' }).catch(
    (error: unknown) => {
      throw init.signal?.aborted ? error : new NotReachedError(error);
    },
  );
  if (!response.ok) throw await apiErrorOf(response);
  return response;
}
