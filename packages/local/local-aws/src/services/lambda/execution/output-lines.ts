import type { Readable } from 'node:stream';

/** The lines that a process writes, and where the lines of one invocation end. */
export interface OutputLines {
  /**
   * Resolves when a runtime that marks the end of an invocation's output has done so in every stream: its response takes
   * another way than its output and may be faster.
   */
  endOf(requestId: string): Promise<void>;
}

/** `\0end <request id>`, alone on a line or after output without a line break. */
const marker = /^(?<text>.*)\0end (?<requestId>\S+)$/s;

export function readOutputLines(streams: readonly Readable[], onLine: (line: string) => void): OutputLines {
  let awaited: { readonly requestId: string; streams: number; reached(): void } | undefined;

  function take(line: string): void {
    const end = marker.exec(line)?.groups;
    const text = (end?.text ?? line).replace(/\r$/, '').replaceAll('\r', '\n'); // runtimes write a message's line breaks as \r
    if (!end || text !== '') onLine(text);
    if (!end || !awaited || awaited.requestId !== end.requestId) return;
    awaited.streams -= 1;
    if (awaited.streams === 0) awaited.reached();
  }

  for (const stream of streams) {
    let partial = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (partial + chunk).split('\n');
      partial = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    stream.on('close', () => {
      if (partial !== '') take(partial);
    });
  }

  return {
    endOf: (requestId) =>
      new Promise((resolve) => {
        awaited = { requestId, streams: streams.length, reached: resolve };
      }),
  };
}
