import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { OriginConfig } from '../../distributions/origin-config.ts';
import { OriginError, type OriginRequest, type OriginResponse } from './origin-response.ts';

const agents = { http: new Agent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/** Hop by hop. Source: RFC 9110, "Connection". */
const dropped = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Sends a request to a server that is not of this cloud. Throws an OriginError. */
export async function askServer(origin: OriginConfig, request: OriginRequest): Promise<OriginResponse> {
  const attempts = /^(GET|HEAD)$/.test(request.method) ? origin.ConnectionAttempts : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(origin, request);
    } catch (error) {
      if (attempt >= attempts || !(error instanceof OriginError)) throw error;
    }
  }
}

function send(
  { DomainName, CustomOriginConfig, ConnectionTimeout }: OriginConfig,
  { method, path, query, headers, body, signal }: OriginRequest,
): Promise<OriginResponse> {
  const {
    HTTPPort = 80,
    HTTPSPort = 443,
    OriginProtocolPolicy = 'https-only',
    OriginReadTimeout = 30,
  } = CustomOriginConfig ?? {};
  const secure = OriginProtocolPolicy === 'https-only';
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)({
      host: DomainName,
      port: secure ? HTTPSPort : HTTPPort,
      agent: secure ? agents.https : agents.http,
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(body?.length ? { 'content-length': String(body.length) } : {}) },
      signal,
    });
    const connecting = setTimeout(
      () => outgoing.destroy(new OriginError('the origin took no connection in time', 504)),
      ConnectionTimeout * 1000,
    );
    outgoing.once('socket', (socket) => {
      if (!socket.connecting) clearTimeout(connecting);
      else socket.once('connect', () => clearTimeout(connecting));
    });
    outgoing.setTimeout(OriginReadTimeout * 1000, () =>
      outgoing.destroy(new OriginError(`the origin did not answer within ${OriginReadTimeout} s`, 504)),
    );
    outgoing.once('response', (incoming) => resolve(responseOf(incoming)));
    outgoing.once('error', (error) => {
      clearTimeout(connecting);
      reject(error instanceof OriginError || signal.aborted ? error : new OriginError(error.message, 502));
    });
    outgoing.end(body);
  });
}

function responseOf(incoming: IncomingMessage): OriginResponse {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined || dropped.has(name) ? [] : [[name, value] as const],
  );
  return { status: incoming.statusCode ?? 502, headers: Object.fromEntries(headers), body: incoming };
}
