import { ReprocessLimitError } from './errors.ts';

/**
 * The ordering token of an S3 event, such that plain string order is event order for one key.
 * S3 compares sequencers as hex strings, the shorter padded with zeros on the right
 * (Amazon S3 User Guide, "Event message structure"); stripping the zeros compares the same.
 */
export function versionOf(sequencer: string): string {
  return sequencer.toUpperCase().replace(/0+$/, '') || '0';
}

/**
 * The version of a reprocess: after `version`, before whatever S3 sends next, because `-` sorts before
 * every hex digit. Throws `ReprocessLimitError` after 9,999 of one object.
 */
export function nextReprocess(version: string): string {
  const [object = version, count = '0'] = version.split('-');
  const next = Number(count) + 1;
  if (next > 9999) throw new ReprocessLimitError();
  return `${object}-${String(next).padStart(4, '0')}`;
}
