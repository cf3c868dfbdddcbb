import type { Caller } from './callers/caller.ts';

/** The stack's API as its caller reaches it. */
export interface ImagesApi {
  /** `path` begins with a slash; `document` is sent as JSON. */
  call(path: string, request?: { readonly method?: string; readonly document?: object }): Promise<Response>;
}

export function openImagesApi(apiUrl: string, caller: Caller, signal: AbortSignal): ImagesApi {
  return {
    async call(path, { method = 'GET', document } = {}) {
      const url = new URL(`${apiUrl}${path}`);
      const body = document && JSON.stringify(document);
      const headers = {
        ...(body && { 'content-type': 'application/json' }),
        ...(await caller.headers(method, url, body)),
      };
      return fetch(url, { method, headers, signal, ...(body && { body }) });
    },
  };
}
