import type { StepAnswer, StepRequest } from '@darkroom/steps';

/** A step after decode: `holiday/summer_at-sea.jpg` becomes `summer at sea`, and crops keep the upper third. */
export async function handler({ image }: StepRequest): Promise<StepAnswer> {
  const file = image.key.split('/').at(-1) ?? '';
  const title = file.replace(/\.\w+$/, '').replaceAll(/[-_]+/g, ' ');
  return { ...(title.trim() && { title }), focalPoint: { x: 0.5, y: 0.33 } };
}
