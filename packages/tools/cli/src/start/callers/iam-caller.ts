import type { Session } from '@darkroom/localstack-client';
import type { Caller } from './caller.ts';
import { signedBy } from './signed-by.ts';

/** Signs with the session's credentials: of the embedded cloud's root user, unless the environment has others. */
export function iamCaller({ owners }: { owners: boolean }, { credentials, region }: Session): Caller {
  return {
    headers: signedBy(credentials, region),
    signIn: { 'Access key ID': credentials.accessKeyId, 'Secret access key': credentials.secretAccessKey },
    owners,
  };
}
