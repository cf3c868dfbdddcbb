import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

const waiting = new WeakSet<IncomingMessage>();

/**
 * Serves requests with an `Expect` header: `100-continue` is told to a client when its body is wanted and not before, so
 * that who is refused sends none; another expectation is passed over, as S3 does. Node.js by itself asks for every body,
 * and answers 417 to what it does not know. Source: RFC 9110, 10.1.1.
 */
export function serveExpectations(server: Server, listener: RequestListener): void {
  server.on('checkExpectation', listener);
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    waiting.add(incoming);
    const read = incoming._read;
    incoming._read = (size) => {
      incoming._read = read;
      waiting.delete(incoming);
      if (!outgoing.headersSent) outgoing.writeContinue();
      read.call(incoming, size);
    };
    listener(incoming, outgoing);
  });
}

/** Whether a client still holds back its body. */
export function awaitsContinue(incoming: IncomingMessage): boolean {
  return waiting.has(incoming);
}
