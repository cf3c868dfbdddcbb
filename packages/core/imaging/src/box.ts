import type { Preset } from '@darkroom/pipeline-config';

/** In fractions of width and height from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a picture is fitted into, and how. */
export type Box = Omit<Preset, 'formats' | 'focus'> & { readonly focus: Exclude<Preset['focus'], 'own'> };

export const centre = { x: 0.5, y: 0.5 } as const;

/** The box of a preset, for an image with this focal point. */
export function boxOf({ formats: _, ...box }: Preset, focalPoint: Point = centre): Box {
  return { ...box, focus: box.focus === 'own' ? focalPoint : box.focus };
}
