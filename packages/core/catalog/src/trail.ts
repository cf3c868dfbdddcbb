import type { ImageRecord, TrailEntry } from './image-record.ts';
import { isReprocess, timeOf } from './version.ts';

/** It is written with the image, and paid for with it: what is in the middle is left out. */
const mostEntries = 20;

type Trail = Pick<ImageRecord, 'trail'>;

/** With something that happened. */
export function followed({ trail = [] }: Trail, ...happened: readonly TrailEntry[]): { trail: TrailEntry[] } {
  const all = [...trail, ...happened];
  return { trail: all.length <= mostEntries ? all : [...all.slice(0, 1), ...all.slice(1 - mostEntries)] };
}

/** How an event came about that is new to the image: its version knows when S3 sent it. */
export function arrivalOf(version: string, now: Date): TrailEntry {
  const event = isReprocess(version) ? 'reprocess' : 'uploaded';
  return { at: (event === 'uploaded' ? timeOf(version) : now).toISOString(), event };
}
