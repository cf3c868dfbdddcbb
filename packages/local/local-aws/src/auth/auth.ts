import type { AccessControl } from '../cloud/access.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { createAccessControl } from './access-control.ts';
import { type Authenticator, createAuthenticator } from './authenticator.ts';

/** Identifies the sender of a request (always), and checks whether they may make it (with `enforceIam`). */
export function createAuth(
  cloud: Cloud,
  options: { enforceIam: boolean },
): { access: AccessControl; authenticator: Authenticator } {
  return { access: createAccessControl(cloud, options), authenticator: createAuthenticator(cloud) };
}
