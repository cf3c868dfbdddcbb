import { Readable } from 'node:stream';

/** A body that several requests read while it still arrives; each from its beginning. */
export interface SharedBody {
  stream(): Readable;
  /** All of it; rejects where it broke off. */
  readonly whole: Promise<Buffer>;
}

export function shareBody(source: Readable | Buffer | undefined): SharedBody {
  if (!(source instanceof Readable)) {
    const buffer = source ?? Buffer.alloc(0);
    return {
      stream: () => Readable.from(buffer.length === 0 ? [] : [buffer]),
      whole: Promise.resolve(buffer),
    };
  }
  const chunks: Buffer[] = [];
  let outcome: 'arriving' | 'complete' | Error = 'arriving';
  let wake = () => {};
  let news = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const tell = () => {
    const woken = wake;
    news = new Promise<void>((resolve) => {
      wake = resolve;
    });
    woken();
  };

  async function collect(body: Readable): Promise<Buffer> {
    try {
      for await (const chunk of body) {
        chunks.push(Buffer.from(chunk));
        tell();
      }
      outcome = 'complete';
      return Buffer.concat(chunks);
    } catch (error) {
      outcome = error instanceof Error ? error : new Error(String(error));
      throw outcome;
    } finally {
      tell();
    }
  }

  async function* read(): AsyncGenerator<Buffer> {
    for (let index = 0; ; ) {
      const chunk = chunks[index];
      if (chunk) {
        index += 1;
        yield chunk;
      } else if (outcome === 'complete') return;
      else if (outcome instanceof Error) throw outcome;
      else await news;
    }
  }

  const whole = collect(source);
  whole.catch(() => {}); // readers hear of it from their streams
  return { stream: () => Readable.from(read(), { objectMode: false }), whole };
}
