import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const id = 'us-east-1_AbCdEf';
export const userPoolArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`;
export const clientId = 'gallery';

/** What an attacker may change on the way. */
interface Tampering {
  readonly answer?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, string>>;
}

/**
 * A user pool of Amazon Cognito: its keys, and its domain, where Ada signs in without a question. Its app client has no
 * secret, so a code is good once, for whoever knows the verifier of its challenge (RFC 7636).
 */
export async function startUserPool() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const codes = new Map<string, URLSearchParams>();
  const refreshTokens = new Set<string>();
  const requests: string[] = [];
  const pool = { callback: '', tampering: {} as Tampering };

  const sign = (claims: Readonly<Record<string, string>>) =>
    new SignJWT({ iss: `https://cognito-idp.us-east-1.amazonaws.com/${id}`, token_use: 'id', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);

  async function tokens(nonce: string | null) {
    const refresh_token = randomUUID();
    refreshTokens.add(refresh_token);
    const claims = { sub: 'ada', aud: clientId, ...(nonce !== null && { nonce }), ...pool.tampering.claims };
    return { token_type: 'Bearer', access_token: 'unused', refresh_token, id_token: await sign(claims) };
  }

  function redeem(form: URLSearchParams): { nonce: string | null } | undefined {
    if (form.get('client_id') !== clientId) return undefined;
    if (form.get('grant_type') === 'refresh_token')
      return refreshTokens.delete(form.get('refresh_token') ?? '') ? { nonce: null } : undefined;
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isHis =
      asked?.get('code_challenge') === challenge && asked.get('redirect_uri') === form.get('redirect_uri');
    return asked && isHis ? { nonce: asked.get('nonce') } : undefined;
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://pool');
    requests.push(pathname);
    const answer = (status: number, document: object) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
        .end(JSON.stringify(document));
    const lead = (to: URL) => response.writeHead(302, { location: to.href }).end();
    if (pathname === `/${id}/.well-known/jwks.json`) answer(200, { keys });
    else if (pathname === '/oauth2/authorize') {
      const isKnown =
        searchParams.get('client_id') === clientId && searchParams.get('redirect_uri') === pool.callback;
      if (!isKnown || searchParams.get('code_challenge_method') !== 'S256') return answer(400, {});
      const code = randomUUID();
      codes.set(code, searchParams);
      const callback = new URL(pool.callback);
      const state = searchParams.get('state') ?? '';
      callback.search = new URLSearchParams({ code, state, ...pool.tampering.answer }).toString();
      lead(callback);
    } else if (pathname === '/oauth2/token') {
      const body = await request.toArray();
      const redeemed = redeem(new URLSearchParams(Buffer.concat(body).toString()));
      if (redeemed) answer(200, await tokens(redeemed.nonce));
      else answer(400, { error: 'invalid_grant' });
    } else if (pathname === '/logout' && searchParams.get('logout_uri') === pool.callback)
      lead(new URL(pool.callback));
    else answer(404, {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(pool, { origin, sign, requests, close: () => server.close() });
}
