import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { useAgent } from 'request-filtering-agent';
import { isIpv4Compatible, lookupOthers } from './ipv4-compatible.ts';

/** An endpoint that did not answer with 2xx, did not answer at all, or must not be called. */
export class DeliveryError extends Error {
  readonly code: 'Refused' | 'Unreachable' | 'BadStatus';
  constructor(code: DeliveryError['code'], message: string) {
    super(message);
    this.name = 'DeliveryError';
    this.code = code;
  }
}

export interface PostOptions {
  readonly timeoutMs: number;
  /** Lets deliveries reach loopback and private addresses. For tests and local development only. */
  readonly allowPrivateAddresses: boolean;
}

/**
 * Posts JSON to an address that a stranger may have chosen. Private, loopback and link-local addresses are refused
 * after DNS resolution, on the socket that connects, so DNS rebinding gains nothing. Redirects are not followed, so they
 * cannot lead there either. Throws `DeliveryError`.
 */
export async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: PostOptions,
): Promise<void> {
  const target = parse(url, options);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const requestOptions: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(options.timeoutMs),
    ...(options.allowPrivateAddresses ? {} : { lookup: lookupOthers }),
    agent: useAgent(target.href, {
      allowPrivateIPAddress: options.allowPrivateAddresses,
      allowMetaIPAddress: options.allowPrivateAddresses,
    }),
  };

  const status = await new Promise<number>((resolve, reject) => {
    const outgoing = request(target, requestOptions, (response) => {
      response.resume(); // the response's body is of no use
      response.once('end', () => resolve(response.statusCode ?? 0)).once('error', reject);
    });
    outgoing.once('error', reject).end(body);
  }).catch((error: Error) => {
    const refused = /is not allowed/.test(error.message);
    throw new DeliveryError(refused ? 'Refused' : 'Unreachable', error.message);
  });
  if (status < 200 || status > 299) throw new DeliveryError('BadStatus', `${target.host} answered ${status}`);
}

function parse(url: string, { allowPrivateAddresses }: PostOptions): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || !/^https?:$/.test(target.protocol))
    throw new DeliveryError('Refused', 'Expected an http or https URL');
  if (!allowPrivateAddresses && isIpv4Compatible(target.hostname.replace(/^\[|\]$/g, '')))
    throw new DeliveryError('Refused', `${target.hostname} is not a public address`);
  return target;
}
