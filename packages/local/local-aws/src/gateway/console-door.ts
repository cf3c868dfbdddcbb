import type { AwsResponse, Service, UnsignedRequest } from '../protocol/message.ts';

/**
 * The host whose pages may use the console. Pages of deployed APIs have the origin of 127.0.0.1, and no origin but its
 * own may reach the console: it invokes functions. No bucket can have this name, so no bucket's host is meant.
 */
const consoleHost = '_local.localhost';

/** What the console is to the screen: pages of its own host reach it, others never. */
const openToOwnPages: Pick<Service, 'name' | 'allowsOrigin'> = {
  name: 'the console',
  allowsOrigin: async () => false,
};

export interface ConsoleDoor {
  /** Whether a request is for the console. All paths of its host are. */
  isFor(request: UnsignedRequest): boolean;
  /** Which web pages the screen lets through; undefined: none. */
  target(request: UnsignedRequest): Pick<Service, 'name' | 'allowsOrigin'> | undefined;
  answer(request: UnsignedRequest): Promise<AwsResponse>;
}

/** `load` is called when the console is first opened, so that nothing of it is in memory before. */
export function consoleDoor(
  load: () => Promise<(request: UnsignedRequest) => Promise<AwsResponse>>,
): ConsoleDoor {
  let loaded: ReturnType<typeof load> | undefined;
  return {
    isFor: ({ host, path }) =>
      isOwnHost(host) ||
      (!isHostOfResource(host) &&
        (path === '/_local' || path === '/_local/' || path.startsWith('/_local/api/'))),
    target: ({ host }) => (isOwnHost(host) ? openToOwnPages : undefined),
    async answer(request) {
      if (!isOwnHost(request.host) && !request.path.startsWith('/_local/api/')) return moved(request);
      loaded ??= load();
      return (await loaded)(request);
    },
  };
}

function isOwnHost(host: string): boolean {
  return nameOf(host) === consoleHost;
}

/** Buckets, APIs, function URLs and distributions have hosts, and all paths there are theirs. */
function isHostOfResource(host: string): boolean {
  return /\.localhost(\.localstack\.cloud)?$/.test(nameOf(host));
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function moved({ host }: UnsignedRequest): AwsResponse {
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  return {
    status: 302,
    headers: { location: `http://${consoleHost}${port}/_local/`, 'cache-control': 'no-store' },
  };
}
