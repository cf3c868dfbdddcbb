import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsError } from './aws-error.ts';

/** Who signed a request. Root and service callers pass every policy; anonymous callers only resource policies. */
export interface Caller {
  readonly kind: 'root' | 'role' | 'user' | 'service' | 'anonymous';
  readonly accountId: string;
  readonly arn: string;
  /** The ARN that policies name: for a role's session the role, otherwise the same as `arn`. */
  readonly principalArn: string;
  readonly userId: string;
  readonly accessKeyId?: string;
}

/** The sender of a request without a signature. */
export const anonymous: Caller = {
  kind: 'anonymous',
  accountId: '',
  arn: 'anonymous',
  principalArn: 'anonymous',
  userId: 'anonymous',
};

/** A service of AWS, e.g. `cloudfront.amazonaws.com`. */
export function serviceCaller(accountId: string, service: string): Caller {
  return { kind: 'service', accountId, arn: service, principalArn: service, userId: service };
}

/** A request as a service sees it, after the gateway has found the service and the caller. */
export interface AwsRequest {
  readonly id: string;
  readonly method: string;
  /** Percent-encoded as sent; only S3 decodes its keys. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query string as sent, without `?`; signatures cover it. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  /** Alternating names and values, as sent. */
  readonly rawHeaders: readonly string[];
  /** The `Host` header, with the port. */
  readonly host: string;
  /** Not yet read: S3 streams it to disk, the others call `readBody`. */
  readonly body: Readable;
  readonly caller: Caller;
  readonly sourceIp: string;
  readonly receivedAt: Date;
  /** Aborted if the client disconnects before it gets the response. A body that was read says nothing about that. */
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
  /** Whether a request is for everybody, so that nobody looks who sent it. Default: for nobody. */
  isPublic?(request: UnsignedRequest): Promise<boolean>;
  /**
   * Whether web pages of another origin may send this request, according to the CORS rules of its target. `origin` is `null`
   * if a page hides it. A service without this method refuses all web pages.
   */
  allowsOrigin?(request: UnsignedRequest, origin: string): Promise<boolean>;
  close?(): Promise<void>;
}

const maxBodyBytes = 80 * 1024 * 1024; // above CreateFunction's 50 MB zip in base64

/** Reads a whole body into memory; used by every service but S3, whose bodies are streamed. */
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
