/** What is happening now, on one line of stderr that is overwritten; without a terminal, on separate lines. */
export interface Progress {
  show(message: string): void;
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const { isTTY } = stream;
  let last = '';
  return {
    show(message) {
      if (isTTY) stream.write(`\r\u001b[K${message}`);
      // A rising count deserves a line only where the line can be overwritten.
      else if (message.replace(/\d+/g, '') !== last) stream.write(`${message}\n`);
      last = message.replace(/\d+/g, '');
    },
    clear() {
      if (isTTY) stream.write('\r\u001b[K');
      last = '';
    },
  };
}
