import { z } from 'zod';
import { CliError } from '../../errors.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time in ISO 8601, or how long ago: `90s`, `10m`, `2h`, `3d`. Throws `CliError` for anything else. */
export function parseSince(text: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const milliseconds = units[unit];
  if (milliseconds !== undefined) return new Date(now.getTime() - Number(count) * milliseconds);
  const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text);
  if (time.success) return new Date(time.data);
  throw new CliError(
    'InvalidTime',
    `Expected 90s, 10m, 2h, 3d or a time such as 2026-03-01, not ${text}.`,
    2,
  );
}
