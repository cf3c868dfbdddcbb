import { encodeCursor } from './cursor.ts';
import type { ImageRecord, ImageStatus } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { createdAtId } from './index-keys.ts';
import { type ListOptions, listImages, type Page } from './listing.ts';
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

/** A page of a list, newest first, of those images that match. It may have none and be followed by others. */
export async function listMatching(table: ImageTable, options: ListOptions, filter: Filter): Promise<Page> {
  const images: ImageRecord[] = [];
  const limit = Math.max(options.limit, examinedTogether);
  let { cursor } = options;
  for (let examined = 0; ; ) {
    const page = await listImages(table, { ...options, limit, ...(cursor !== undefined && { cursor }) });
    for (const image of page.images) {
      examined += 1;
      if (matches(image, filter)) images.push(image);
      const isLast = image === page.images.at(-1) && page.cursor === undefined;
      if (images.length === options.limit && !isLast)
        return { images, cursor: encodeCursor(createdAtId(image)) };
    }
    cursor = page.cursor;
    if (cursor === undefined) return { images };
    if (examined >= mostExamined) return { images, cursor };
  }
}
