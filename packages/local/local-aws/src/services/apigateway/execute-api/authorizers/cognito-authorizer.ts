import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Authorizer } from '../../documents.ts';
import type { Invocation } from '../invocation.ts';
import { expiredToken, unauthorized } from '../refusal.ts';
import type { Authorization } from './authorization.ts';
import { identityValues } from './identity-source.ts';

/**
 * Verifies tokens of Amazon Cognito user pools by the keys that the pool publishes: an ID token, or an access token
 * with one of the method's scopes. `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`, the SDKs' own variable, names
 * another place for the keys than AWS, e.g. a stand-in on this machine; the issuer has the same name there.
 */
export function createCognitoAuthorizer(cloud: Cloud) {
  const keySets = new Map<string, JWTVerifyGetKey>();

  function keysOf(issuer: string): JWTVerifyGetKey {
    const keys = keySets.get(issuer) ?? createRemoteJWKSet(keysAddressOf(issuer));
    keySets.set(issuer, keys);
    return keys;
  }

  return async function authorize(authorizer: Authorizer, invocation: Invocation): Promise<Authorization> {
    const [value = ''] = identityValues(authorizer.identitySource, invocation, {});
    const token = value.replace(/^Bearer /i, '');
    for (const issuer of authorizer.providerARNs?.map(issuerOf) ?? []) {
      const claims = await jwtVerify(token, keysOf(issuer), {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
      }).then(
        ({ payload }) => payload,
        (error: unknown) => {
          if (error instanceof errors.JWTExpired) throw expiredToken();
          cloud.log.info('a token was refused', { issuer, reason: String(error) });
          return undefined;
        },
      );
      const scopes = invocation.method.authorizationScopes ?? [];
      if (claims && mayUse(claims, scopes)) return { context: { claims: textsOf(claims) } };
    }
    throw unauthorized();
  };
}

function mayUse(claims: Readonly<Record<string, unknown>>, scopes: readonly string[]): boolean {
  if (scopes.length === 0) return claims.token_use === 'id';
  const granted = String(claims.scope ?? '').split(' ');
  return claims.token_use === 'access' && scopes.some((scope) => granted.includes(scope));
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<pool>` */
function issuerOf(userPoolArn: string): string {
  return `https://cognito-idp.${userPoolArn.split(':')[3]}.amazonaws.com/${userPoolArn.split('/').at(-1)}`;
}

function keysAddressOf(issuer: string): URL {
  const { pathname, origin } = new URL(issuer);
  const endpoint = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? origin;
  return new URL(`${endpoint}${pathname}/.well-known/jwks.json`);
}

/** Functions get claims as text. */
function textsOf(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
