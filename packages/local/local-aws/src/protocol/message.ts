import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsError } from './aws-error.ts';

/** Who signed a request. Root and service callers pass every policy; anonymous ones only resource policies. */
export interface Caller {
  readonly kind: 'root' | 'role' | 'user' | 'service' | 'anonymous';
  readonly accountId: string;
  readonly arn: string;
  /** What policies name: of a role's session the role, else the same as `arn`. */
  readonly principalArn: string;
  readonly userId: string;
  readonly accessKeyId?: string;
}

/** Who sends a request without a signature. */
export const anonymous: Caller = {
  kind: 'anonymous',
  accountId: '',
  arn: 'anonymous',
  principalArn: 'anonymous',
  userId: 'anonymous',
};

/** One request as a service sees it, after the gateway has found the service and the caller. */
export interface AwsRequest {
  readonly id: string;
  readonly method: string;
  /** Percent-encoded as it came on the wire; S3 keys are decoded by S3 alone. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query string as it came, without `?`; signatures cover it. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  /** The `Host` header, port included. */
  readonly host: string;
  /** Unread: S3 streams it to disk, the others call `readBody`. */
  readonly body: Readable;
  readonly caller: Caller;
  readonly sourceIp: string;
  readonly receivedAt: Date;
  /** Aborted when the client hangs up before it has its answer. A body that was read says nothing about that. */
  readonly signal: AbortSignal;
}

/** A request before the gateway knows who sent it. */
export type UnsignedRequest = Omit<AwsRequest, 'caller'>;

export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | Readable;
}

/** An emulated service: one folder under `services/`, listed in `services/index.ts`. */
export interface Service {
  /** The name in SigV4 credential scopes, e.g. `s3`, `dynamodb`, `execute-api`. */
  readonly name: string;
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** The error document of the service's protocol, for a request that never reached `handle`. Default: JSON. */
  refuse?(request: UnsignedRequest, error: AwsError): AwsResponse | Promise<AwsResponse>;
  /**
   * Whether web pages of another origin may send this request, by the CORS rules of what it is for; `origin` is
   * `null` where a page hides it. A service without this answers no page at all.
   */
  allowsOrigin?(request: UnsignedRequest, origin: string): Promise<boolean>;
  close?(): Promise<void>;
}

const maxBodyBytes = 80 * 1024 * 1024; // above CreateFunction's 50 MB zip in base64

/** Reads a whole body into memory; for every service but S3, whose bodies are streamed. */
export async function readBody(request: UnsignedRequest, limit = maxBodyBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > limit)
      throw new AwsError(
        'RequestEntityTooLargeException',
        `Request must be smaller than ${limit} bytes`,
        413,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
