import { Readable } from 'node:stream';
import { z } from 'zod';
import { RawAnswer } from '../raw-answer.ts';
import { route } from '../route.ts';
import { summaryOf } from '../trails.ts';

const beatMs = 15_000;
const mostUnread = 1024 ** 2; // a reader that does not keep up misses steps; it can ask for them

/** Server-sent events: one `span` for each step that begins, and one more when it ends. */
export const watch = route({
  method: 'GET',
  path: '/events',
  input: z.strictObject({}),
  run(_, { cloud }) {
    const body = new Readable({ read() {} });
    const unsubscribe = cloud.trail.onSpan((span) => {
      if (body.readableLength > mostUnread) return;
      body.push(`event: span\ndata: ${JSON.stringify(summaryOf(span))}\n\n`);
    });
    const beat = setInterval(() => body.push(': still here\n\n'), beatMs);
    beat.unref();
    body.once('close', () => {
      unsubscribe();
      clearInterval(beat);
    });
    body.push(': from now on\n\n');
    return new RawAnswer({ status: 200, headers: { 'content-type': 'text/event-stream' }, body });
  },
});
