import type { Span } from '../trail/span.ts';
import type { Trail } from '../trail/trail.ts';
import { NotFoundError } from './not-found-error.ts';

/** Throws NotFoundError. */
export function findSpan(trail: Trail, id: string): Span {
  const span = trail.find(id);
  if (!span) throw new NotFoundError(`There is no step ${id}. Only the newest steps are kept.`);
  return span;
}
