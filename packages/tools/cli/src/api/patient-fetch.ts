import { setTimeout } from 'node:timers/promises';
import { CliError } from '../errors.ts';

const attempts = 6;
const longestPauseMs = 30_000;
/** What Lambda, API Gateway and S3 answer when they are busy. */
const busy = [429, 500, 502, 503, 504];

/**
 * Sends a request again while the server is busy, or the connection breaks: after `Retry-After` seconds if the answer has
 * it, else after waits that double from half a second. `request` makes the request anew. Returns the last answer; throws
 * `CliError` if there is none.
 */
export async function patiently(request: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await request().catch((error: unknown) => {
      if (signal.aborted) throw error;
      if (attempt === attempts) throw noAnswer(error);
      return undefined;
    });
    if (answer && (attempt === attempts || !busy.includes(answer.status))) return answer;
    await answer?.body?.cancel();
    await setTimeout(pauseMs(answer, attempt), undefined, { signal });
  }
}

function pauseMs(answer: Response | undefined, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN) * 1000;
  const pause = Number.isFinite(asked) && asked >= 0 ? asked : 250 * 2 ** attempt;
  return Math.min(pause, longestPauseMs);
}

function noAnswer(error: unknown): CliError {
  const { cause = error } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new CliError('NoAnswer', `There is no answer: ${reason}. Nothing is lost. Run the command again.`);
}
