import { arrivalOf, type StreamBatch, sequenceNumberOf } from './stream-batch.ts';

const streamRetentionSeconds = 24 * 60 * 60;

/** Separates a batch's first records, which are too old, from the rest. Records do not age while local-aws is down. */
export function splitByAge(
  batch: StreamBatch,
  maximumAgeSeconds: number,
  { now, startedAt }: { readonly now: Date; readonly startedAt: Date },
): { readonly expired?: StreamBatch; readonly live?: StreamBatch } {
  const limit =
    maximumAgeSeconds === -1 ? streamRetentionSeconds : Math.min(maximumAgeSeconds, streamRetentionSeconds);
  const oldest = now.getTime() - limit * 1000;
  const { records } = batch;
  const firstLive =
    startedAt.getTime() >= oldest ? 0 : records.findIndex((record) => arrivalOf(record) >= oldest);
  if (firstLive === 0) return { live: batch };
  if (firstLive === -1) return { expired: batch };
  const expired = records.slice(0, firstLive);
  const through = expired.map(sequenceNumberOf).at(-1) ?? batch.through;
  return {
    expired: { ...batch, records: expired, through },
    live: { ...batch, records: records.slice(firstLive) },
  };
}
