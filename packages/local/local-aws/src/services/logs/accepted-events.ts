import { AwsError } from '../../protocol/aws-error.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Event {
  readonly timestamp: number;
  readonly message: string;
}

/** Which events of a request are accepted and, in the form of PutLogEvents' response, which are too old or too new. */
interface Accepted {
  readonly events: readonly Event[];
  readonly rejected?: {
    /** Exclusive. */
    readonly tooOldLogEventEndIndex?: number;
    /** Exclusive. */
    readonly expiredLogEventEndIndex?: number;
    /** Inclusive. */
    readonly tooNewLogEventStartIndex?: number;
  };
}

/** Throws InvalidParameterException for events that are not in order. Source: CloudWatch Logs API, PutLogEvents. */
export function acceptEvents(
  events: readonly Event[],
  now: number,
  retentionDays = Number.POSITIVE_INFINITY,
): Accepted {
  const times = events.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? time))) {
    throw new AwsError(
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > dayMs) {
    throw new AwsError(
      'InvalidParameterException',
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  const before = (limit: number) => times.filter((time) => time < limit).length;
  const tooOld = before(now - 14 * dayMs);
  const expired = before(now - retentionDays * dayMs);
  const inTime = before(now + 2 * hourMs + 1);
  const rejected = {
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    ...(inTime < events.length && { tooNewLogEventStartIndex: inTime }),
  };
  return {
    events: events.slice(Math.max(tooOld, expired), inTime),
    ...(Object.keys(rejected).length > 0 && { rejected }),
  };
}
