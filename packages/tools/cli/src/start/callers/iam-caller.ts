import type { Session } from '@darkroom/localstack-client';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Caller } from './caller.ts';

/** Signs with the session's credentials: of the embedded cloud's root user, unless the environment has others. */
export function iamCaller({ owners }: { owners: boolean }, { credentials, region }: Session): Caller {
  const sha256 = Hash.bind(null, 'sha256');
  const signer = new SignatureV4({ service: 'execute-api', region, sha256, credentials });
  return {
    async headers(method, { protocol, hostname, host, pathname: path, searchParams }, body) {
      const query = Object.fromEntries(searchParams);
      const request = { method, protocol, hostname, path, query, headers: { host }, body };
      return (await signer.sign(request)).headers;
    },
    signIn: { 'Access key ID': credentials.accessKeyId, 'Secret access key': credentials.secretAccessKey },
    owners,
  };
}
