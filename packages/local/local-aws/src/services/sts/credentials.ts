import type { RoleCredentials } from '../../cloud/ports.ts';

/** A `Credentials` element. */
export function credentialsDocument(credentials: RoleCredentials) {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration.toISOString(),
  };
}
