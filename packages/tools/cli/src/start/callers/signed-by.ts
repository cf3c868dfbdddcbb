import { Hash } from '@smithy/core/serde';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';

/** Computes the headers that identify a request's sender. */
export type Identity = (method: string, url: URL, body?: string) => Promise<Record<string, string>>;

/** Signs requests to an API of API Gateway with SigV4. */
export function signedBy(credentials: SignatureV4Init['credentials'], region: string): Identity {
  const sha256 = Hash.bind(null, 'sha256');
  const signer = new SignatureV4({ service: 'execute-api', region, sha256, credentials });
  return async (method, { hostname, host, pathname: path, protocol, searchParams }, body) => {
    const query = Object.fromEntries(searchParams);
    const request = { method, protocol, hostname, path, query, headers: { host }, body };
    return (await signer.sign(request)).headers;
  };
}
