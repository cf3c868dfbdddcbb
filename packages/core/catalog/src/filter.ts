import type { ImageRecord, ImageStatus } from './image-record.ts';
import { folded } from './terms.ts';

/** What images of a list or a search must have as well. No index serves it: it is checked of each image. */
export interface Filter {
  readonly status?: ImageStatus | undefined;
  readonly tag?: string | undefined;
  /** As the photo's file names it, in upper or lower case. */
  readonly camera?: string | undefined;
  /** Beginnings of `YYYY-MM-DDThh:mm:ss`, both included. */
  readonly taken?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
}

/** A page looks at no more images than this, however few have what is asked for. */
export const mostExamined = 200;

/** As many are looked at together: one after the other, 200 would take seconds. */
export const examinedTogether = 25;

export function isFiltering(filter: Filter): boolean {
  return Object.values(filter).some((wanted) => wanted !== undefined);
}

export function matches(image: ImageRecord, { status, tag, camera, taken }: Filter): boolean {
  if (status !== undefined && image.status !== status) return false;
  if (tag !== undefined && !image.tags?.includes(tag)) return false;
  if (camera !== undefined && folded(image.facts?.camera ?? '') !== folded(camera)) return false;
  return taken === undefined || isWithin(image.facts?.takenAt, taken);
}

function isWithin(takenAt: string | undefined, { from = '', to }: NonNullable<Filter['taken']>): boolean {
  if (takenAt === undefined) return false;
  return takenAt >= from && (to === undefined || takenAt.slice(0, to.length) <= to);
}
