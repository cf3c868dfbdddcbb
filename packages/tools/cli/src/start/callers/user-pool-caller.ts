import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Caller } from './caller.ts';

/** Where the SDKs, and the embedded cloud's authorizer, look for Amazon Cognito. */
const endpointVariable = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER';
const subject = 'pnpm-start';

/**
 * A user of a stand-in for the configured user pool, because Cognito cannot be reached from a machine without an account.
 * The stand-in publishes its keys on 127.0.0.1, and the embedded cloud accepts them as the pool's.
 */
export async function userPoolCaller({
  userPoolArn,
  owners,
}: {
  userPoolArn: string;
  owners: boolean;
}): Promise<Caller> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'start', alg: 'RS256', use: 'sig' }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys }))).unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.env[endpointVariable] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [region, pool] = [userPoolArn.split(':')[3], userPoolArn.split('/')[1]];
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool}`;

  const idToken = (lifetime: string) =>
    new SignJWT({ token_use: 'id' })
      .setProtectedHeader({ alg: 'RS256', kid: 'start' })
      .setSubject(subject)
      .setIssuer(issuer)
      .setExpirationTime(lifetime)
      .sign(privateKey);
  return {
    headers: async () => ({ authorization: `Bearer ${await idToken('5m')}` }),
    signIn: { 'ID token': await idToken('24h') }, // the longest that Cognito allows
    owners,
  };
}
