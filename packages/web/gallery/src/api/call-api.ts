import { signal } from '@preact/signals';
import { credentialFields, credentials, isSigningIn } from '../sign-in/credentials.ts';
import { identityHeaders } from '../sign-in/identity-headers.ts';
import { words } from '../words.ts';
import { ApiError, apiErrorOf, NotReachedError } from './api-error.ts';
import { apiAddress, pageSettings } from './page-settings.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as `If-None-Match`; then a 304 is a success. */
  readonly ifNoneMatch?: string | undefined;
  /** Whether it goes on when the page is closed. */
  readonly keepalive?: boolean;
}

/** Too many requests for the stage or the key; no free execution. */
const busy = [429, 503];
const mostTries = 10;
/** Milliseconds after which no answer comes any more: API Gateway waits 29 s for a function. */
const longestWait = 35_000;

/** Whether the API answered the last time that it was asked. */
export const isReached = signal(true);

/**
 * Calls the API as whoever signed in, and waits while the API is busy. Throws `ApiError` for an answer that is no
 * success, and asks people to sign in if that is the reason; `NotReachedError` if there is no answer.
 */
export async function callApi(path: string, request: ApiRequest = {}): Promise<Response> {
  let response = await send(path, request);
  for (let tries = 1; busy.includes(response.status) && tries < mostTries; tries += 1) {
    const seconds = Number(response.headers.get('retry-after') ?? 2);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    response = await send(path, request);
  }
  if (response.status === 401 && (await isRenewed())) response = await send(path, request);
  if (response.ok || response.status === 304) return response;
  if ((response.status === 401 || response.status === 403) && credentialFields.length > 0) {
    isSigningIn.value = true;
    throw new ApiError(whyToSignIn(), response.status, 'SignIn');
  }
  throw await apiErrorOf(response);
}

async function isRenewed(): Promise<boolean> {
  const { signIn } = pageSettings;
  if (!signIn || credentials.value.length === 0) return false;
  const { renew } = await import('../sign-in/user-pool.ts');
  return renew(signIn);
}

function whyToSignIn(): string {
  if (credentials.value.length === 0) return words.signInToSee;
  return pageSettings.signIn ? words.signInAgain : words.credentialsRefused;
}

async function send(path: string, { method = 'GET', json, ifNoneMatch, keepalive = false }: ApiRequest) {
  const url = apiAddress(path);
  const body = json === undefined ? undefined : JSON.stringify(json);
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
    ...(await identityHeaders(method, url, body)),
  };
  try {
    const response = await fetch(url, {
      method,
      headers,
      keepalive,
      signal: AbortSignal.timeout(longestWait),
      ...(body !== undefined && { body }),
    });
    isReached.value = true;
    return response;
  } catch (error) {
    isReached.value = false;
    throw new NotReachedError(error);
  }
}
