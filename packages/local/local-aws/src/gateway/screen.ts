import type { Log } from '../cloud/cloud.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { Service, UnsignedRequest } from '../protocol/message.ts';
import { ownHosts } from './own-hosts.ts';
import { sendingPage } from './sending-page.ts';

/** Whoever makes up names may not fill the log. */
const mostToTell = 100;

/**
 * Keeps out web pages. Root's secret is known to everybody, so any page that the developer visits could sign requests
 * and have code run here; what it can't do is to hide from its browser's headers. Returns the refusal, or undefined.
 */
export function createScreen({ log, allowedHosts }: { log: Log; allowedHosts: readonly string[] }) {
  const isOwnHost = ownHosts(allowedHosts);
  const told = new Set<string>();

  function refuse(message: string): AwsError {
    if (!told.has(message) && told.size < mostToTell) {
      told.add(message);
      log.warn(message);
    }
    return new AwsError('ForbiddenSender', message, 403);
  }

  return async function refusalOf(
    request: UnsignedRequest,
    service: Service | undefined,
  ): Promise<AwsError | undefined> {
    const { host } = request;
    if (!isOwnHost(host)) {
      const name = host.replace(/:\d+$/, '');
      return refuse(
        `Refused a request to the host ${JSON.stringify(name)}: a web page can make such a name lead here. If it is yours: --allowed-host ${name}, or startLocalAws({ allowedHosts: [${JSON.stringify(name)}] }).`,
      );
    }
    const page = sendingPage(request);
    if (!page) return undefined;
    if (!service?.allowsOrigin)
      return refuse(
        `Refused a request of a web page (${page.origin}) to ${service?.name ?? 'local-aws'}: pages reach S3 and deployed APIs alone.`,
      );
    if (page.own || (await service.allowsOrigin(request, page.origin))) return undefined;
    return refuse(
      `Refused a request of a web page (${page.origin}) to ${service.name}. If it is yours, allow its origin in ${service.name === 's3' ? "the bucket's CORS rules" : 'what the API answers to OPTIONS'}.`,
    );
  };
}
