import { ValidationError } from '../../../protocol/aws-error.ts';
import { nextTime, parseCron } from './cron.ts';
import { parseRate } from './rate.ts';

/** When a schedule is due. All times in milliseconds since the epoch. */
export interface Schedule {
  /** The first time after this one; undefined if there is none. */
  next(after: number): number | undefined;
}

/**
 * `rate(5 minutes)` counts from `since`, `cron(0 12 * * ? *)` follows UTC. Throws ValidationException. Source: Amazon
 * EventBridge User Guide, "Schedule expressions".
 */
export function parseSchedule(
  expression: string,
  { since, minuteMs = 60_000 }: { readonly since: number; readonly minuteMs?: number | undefined },
): Schedule {
  const minutes = parseRate(expression);
  if (minutes !== undefined) {
    const period = minutes * minuteMs;
    return { next: (after) => since + (Math.floor(Math.max(0, after - since) / period) + 1) * period };
  }
  const cron = parseCron(expression);
  if (!cron) throw new ValidationError('Parameter ScheduleExpression is not valid.');
  return { next: (after) => nextTime(cron, after) };
}
