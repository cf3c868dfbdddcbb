/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export function area({ width, height }: Size): number {
  return width * height;
}

/** At least one pixel each way, however thin the picture. */
export function scaleBy({ width, height }: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}
