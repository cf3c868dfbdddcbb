/** How the API identifies its callers. */
export type AuthMode = 'none' | 'iam' | 'apiKey' | 'jwt';

const modes: readonly AuthMode[] = ['none', 'iam', 'apiKey', 'jwt'];

/** What images-api wrote into the page: how to sign in, and the API's region. */
export function pageSettings(): { readonly auth: AuthMode; readonly region: string } {
  const { auth, region = '' } = document.documentElement.dataset;
  return { auth: modes.find((mode) => mode === auth) ?? 'none', region };
}

/** Where a path of the API is: beside the page, whatever stage it is served below. */
export function apiAddress(path: string): URL {
  return new URL(path, new URL('.', location.href));
}
