/** What goes on at the moment, on one line of stderr that is overwritten; lines of their own without a terminal. */
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
      // A count that goes up is worth a line only where it can be overwritten.
      else if (message.replace(/\d+/g, '') !== last) stream.write(`${message}\n`);
      last = message.replace(/\d+/g, '');
    },
    clear() {
      if (isTTY) stream.write('\r\u001b[K');
      last = '';
    },
  };
}
