import type { FocalPoint, ImageRecord, Variant } from './image-record.ts';

/** Of an image of which nobody has said another. */
export const centre: FocalPoint = { x: 0.5, y: 0.5 };

/** Whether a variant still shows what its image's focal point asks for. Nobody remakes it before somebody asks for it. */
export function isInFocus(
  { focalPoint: made }: Pick<Variant, 'focalPoint'>,
  { focalPoint: wanted = centre }: Pick<ImageRecord, 'focalPoint'>,
): boolean {
  return made === undefined || (made.x === wanted.x && made.y === wanted.y);
}
