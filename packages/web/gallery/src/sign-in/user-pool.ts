import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import * as z from 'zod/mini';
import { pageAddress, type UserPool } from '../api/page-settings.ts';
import { words } from '../words.ts';
import { keepCredentials, signIn, signInProblem } from './credentials.ts';

/** What only the page that began may know of an attempt to sign in. */
const attemptSchema = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() });
const attemptKey = 'sign-in';

// The configuration allows http on this machine only.
const options = { [allowInsecureRequests]: true };

let refreshToken: string | undefined; // in memory only: unlike an ID token, it is good for weeks
let renewing: Promise<boolean> | undefined;

/** Leaves for the user pool's page: OpenID Connect's authorization code flow with PKCE (RFC 7636). */
export async function leaveToSignIn(pool: UserPool): Promise<void> {
  const attempt = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    codeVerifier: generateRandomCodeVerifier(),
  };
  const address = new URL('/oauth2/authorize', pool.domain);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: pool.clientId,
    redirect_uri: pageAddress().href,
    scope: 'openid',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
  }).toString();
  sessionStorage.setItem(attemptKey, JSON.stringify(attempt));
  location.assign(address);
}

/** Signs in with the answer in the page's address. Each attempt has one answer, and what is wrong with it is said. */
export async function finishSignIn(pool: UserPool): Promise<void> {
  const answer = new URL(location.href);
  history.replaceState(undefined, '', pageAddress());
  const stored = sessionStorage.getItem(attemptKey);
  sessionStorage.removeItem(attemptKey);
  try {
    const { state, nonce, codeVerifier } = attemptSchema.parse(JSON.parse(stored ?? 'null'));
    const { server, client } = partiesOf(pool);
    const code = validateAuthResponse(server, client, answer, state);
    const { href } = pageAddress();
    const response = await authorizationCodeGrantRequest(
      server,
      client,
      None(),
      code,
      href,
      codeVerifier,
      options,
    );
    const checks = { expectedNonce: nonce, requireIdToken: true };
    signIn(kept(await processAuthorizationCodeResponse(server, client, response, checks)));
  } catch (error) {
    console.error(error); // for whoever set up the user pool
    signInProblem.value = words.signInFailed;
  }
}

/** Whether the token could be renewed. Rejects if the user pool cannot be reached. */
export function renew(pool: UserPool): Promise<boolean> {
  renewing ??= renewOnce(pool).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewOnce(pool: UserPool): Promise<boolean> {
  if (refreshToken === undefined) return false;
  const { server, client } = partiesOf(pool);
  const response = await refreshTokenGrantRequest(server, client, None(), refreshToken, options);
  try {
    keepCredentials(kept(await processRefreshTokenResponse(server, client, response)));
    return true;
  } catch (error) {
    if (!(error instanceof ResponseBodyError)) throw error;
    refreshToken = undefined; // it was revoked, or has expired
    return false;
  }
}

/** The API takes ID tokens: Amazon API Gateway wants them wherever a method names no scopes. */
function kept({ id_token, refresh_token = refreshToken }: TokenEndpointResponse): readonly string[] {
  refreshToken = refresh_token;
  return id_token === undefined ? [] : [id_token];
}

function partiesOf({ issuer, domain, clientId }: UserPool) {
  const token_endpoint = new URL('/oauth2/token', domain).href;
  return { server: { issuer, token_endpoint }, client: { client_id: clientId } };
}
