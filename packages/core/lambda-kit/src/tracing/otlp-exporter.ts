import type { Logger } from '@aws-lambda-powertools/logger';
import { ExportResultCode } from '@opentelemetry/core';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';

/** A receiver that hangs must not let the function run into its own timeout. */
const timeoutMs = 5000;

/**
 * Sends spans as OTLP's JSON over HTTP: to any receiver, or to CloudWatch's, which wants them signed (CloudWatch user guide,
 * "OTLP endpoints"). Spans that nobody takes are lost, which the log tells: the function's own work does not suffer.
 */
export function otlpExporter(endpoint: string | undefined, log: Pick<Logger, 'warn'>): SpanExporter {
  const send = endpoint === undefined ? signed() : posted(new URL(endpoint));
  return {
    export(spans, done) {
      const body = JsonTraceSerializer.serializeRequest(spans) ?? new Uint8Array();
      send(body).then(
        () => done({ code: ExportResultCode.SUCCESS }),
        (error: Error) => {
          log.warn('Spans could not be sent', { spans: spans.length, reason: String(error) });
          done({ code: ExportResultCode.FAILED, error });
        },
      );
    },
    async shutdown() {},
  };
}

type Send = (body: Uint8Array) => Promise<void>;

function posted(url: URL): Send {
  return (body) => post(url, { 'content-type': 'application/json' }, body);
}

/** An emulator has all services at one address. */
function signed(): Send {
  const { AWS_REGION: region = 'us-east-1', AWS_ENDPOINT_URL: emulator } = process.env;
  const url = new URL('/v1/traces', emulator ?? `https://xray.${region}.amazonaws.com`);
  const { protocol, hostname, host, pathname: path } = url;
  const signer = new SignatureV4({
    service: 'xray',
    region,
    sha256: Hash.bind(null, 'sha256'),
    credentials: async () => ({
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
      ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    }),
  });
  return async (body) => {
    const headers = { host, 'content-type': 'application/json' };
    const request = await signer.sign({ method: 'POST', protocol, hostname, path, headers, body });
    await post(url, request.headers, body);
  };
}

async function post(url: URL, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url.host} answered ${response.status}: ${answer.slice(0, 200)}`);
}
