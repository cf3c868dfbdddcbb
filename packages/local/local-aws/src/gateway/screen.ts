import type { Log } from '../cloud/cloud.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { Service, UnsignedRequest } from '../protocol/message.ts';
import { ownHosts } from './own-hosts.ts';
import { sendingPage } from './sending-page.ts';

/** Where origins are allowed. */
const rulesFor: Readonly<Record<string, string>> = {
  s3: "the bucket's CORS rules",
  'lambda-url': "the function URL's CORS configuration",
  'cloudfront-edge': 'nothing: other pages only read distributions',
  'the console': 'nothing: only its own pages use it',
};

/** Limits the logged names, so that a page that invents names cannot fill the log. */
const mostToTell = 100;

/**
 * Refuses foreign web pages. Root's secret is public, so any page that the developer visits could sign requests and run
 * code here, but it cannot hide the headers that its browser adds. Returns the refusal, or undefined.
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
    service: Pick<Service, 'name' | 'allowsOrigin'> | undefined,
  ): Promise<AwsError | undefined> {
    const { host } = request;
    if (!isOwnHost(host)) {
      const name = host.replace(/:\d+$/, '');
      return refuse(
        `Refused a request to the host ${JSON.stringify(name)}: a web page can make such a name point to this machine. If the name is yours, allow it with --allowed-host ${name}, or startLocalAws({ allowedHosts: [${JSON.stringify(name)}] }).`,
      );
    }
    const page = sendingPage(request);
    if (!page) return undefined;
    if (!service?.allowsOrigin)
      return refuse(
        `Refused a request from a web page (${page.origin}) to ${service?.name ?? 'local-aws'}: web pages can reach only S3, deployed APIs, function URLs and distributions.`,
      );
    if (page.own || (await service.allowsOrigin(request, page.origin))) return undefined;
    return refuse(
      `Refused a request from a web page (${page.origin}) to ${service.name}. If the page is yours, allow its origin in ${rulesFor[service.name] ?? 'what the API answers to OPTIONS'}.`,
    );
  };
}
