import type { Session } from '@darkroom/localstack-client';
import type { Caller } from './caller.ts';
import { signedBy } from './signed-by.ts';

/** Signs with the credentials of the environment or, without any, of the embedded cloud's root user. */
export function iamCaller({ owners }: { owners: boolean }, { credentials, region }: Session): Caller {
  return {
    headers: signedBy(credentials, region),
    signIn: { 'Access key ID': credentials.accessKeyId, 'Secret access key': credentials.secretAccessKey },
    owners,
  };
}
