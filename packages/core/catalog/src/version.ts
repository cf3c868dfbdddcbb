import { ReprocessLimitError } from './errors.ts';

/**
 * The ordering token of an S3 event: plain string order is event order for one key. S3 compares sequencers as hex
 * strings, the shorter one padded with zeros on the right (Amazon S3 User Guide, "Event message structure"); stripping
 * the zeros gives the same order. For equal sequencers, which S3 never sends but LocalStack always does, the event's time
 * decides.
 */
export function versionOf({ sequencer, eventTime }: { sequencer: string; eventTime: Date }): string {
  const order = sequencer.toUpperCase().replace(/0+$/, '') || '0';
  const milliseconds = eventTime.getTime().toString(16).toUpperCase().padStart(11, '0');
  return `${order}.${milliseconds}`;
}

/** When S3 sent the event. */
export function timeOf(version: string): Date {
  const milliseconds = Number.parseInt(version.split('.')[1]?.split('-')[0] ?? '', 16);
  return new Date(Number.isSafeInteger(milliseconds) ? milliseconds : 0);
}

/** What the versions of one original have in common. */
export function originalOf(version: string): string {
  return version.split('-')[0] ?? version;
}

export function isReprocess(version: string): boolean {
  return version.includes('-');
}

/**
 * The version of a reprocess: after `version`, but before the next event from S3, because `-` and `.` sort before every
 * hex digit. Throws `ReprocessLimitError` after 9,999 of one object.
 */
export function nextReprocess(version: string): string {
  const [object = version, count = '0'] = version.split('-');
  const next = Number(count) + 1;
  if (next > 9999) throw new ReprocessLimitError();
  return `${object}-${String(next).padStart(4, '0')}`;
}
