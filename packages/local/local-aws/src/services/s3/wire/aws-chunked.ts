import { AwsError } from '../../../protocol/aws-error.ts';

const maxLineBytes = 16 * 1024;

/**
 * Decodes `Content-Encoding: aws-chunked`: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
 * Yields the payload as it arrives and hands the trailers over at the end. Chunk signatures are not verified.
 * Source: S3 API reference, "Signature calculations: transferring payload in multiple chunks".
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  onTrailers: (trailers: ReadonlyMap<string, string>) => void,
): AsyncGenerator<Buffer> {
  const input = new ByteReader(source);
  for (;;) {
    const header = await input.line();
    const size = /^[0-9a-fA-F]{1,8}(?=;|$)/.exec(header ?? '');
    if (!size) throw incompleteBody();
    let remaining = Number.parseInt(size[0], 16);
    if (remaining === 0) break;
    while (remaining > 0) {
      const bytes = await input.upTo(remaining);
      if (!bytes) throw incompleteBody();
      remaining -= bytes.length;
      yield bytes;
    }
    if ((await input.line()) !== '') throw incompleteBody();
  }
  const trailers = new Map<string, string>();
  for (let line = await input.line(); line; line = await input.line()) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  onTrailers(trailers);
}

export function incompleteBody(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}

class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** A line without its CRLF; undefined at the end of the input. */
  async line(): Promise<string | undefined> {
    let end = this.#rest.indexOf('\r\n');
    while (end < 0) {
      if (this.#rest.length > maxLineBytes) throw incompleteBody();
      const { done, value } = await this.#source.next();
      if (done) return undefined;
      this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
      end = this.#rest.indexOf('\r\n');
    }
    const line = this.#rest.subarray(0, end).toString('latin1');
    this.#rest = this.#rest.subarray(end + 2);
    return line;
  }

  /** Between 1 and `limit` bytes, whatever is at hand; undefined at the end of the input. */
  async upTo(limit: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) return undefined;
      this.#rest = value;
    }
    const bytes = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }
}
