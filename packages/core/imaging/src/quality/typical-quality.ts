import type { OutputFormat } from '../output-format.ts';

type Point = readonly [quality: number, score: number];
/**
 * Scores of the median of eleven photographs at two sizes, with the settings of `output-format.ts`. No search leaves the
 * first and the last quality.
 */
const measured = {
  jpeg: [
    [20, 58],
    [50, 69],
    [70, 75],
    [80, 80],
    [90, 92],
    [95, 104],
  ],
  webp: [
    [20, 58],
    [60, 71],
    [70, 74],
    [80, 82],
    [90, 95],
    [95, 104],
  ],
  avif: [
    [20, 48],
    [40, 60],
    [60, 77],
    [80, 93],
    [90, 106],
  ],
} as const satisfies Partial<Record<OutputFormat, readonly Point[]>>;

/** Those whose quality is a scale from small to good. PNG is exact; GIF has no quality. */
export type GradedFormat = keyof typeof measured;

export function isGraded(format: OutputFormat): format is GradedFormat {
  return format in measured;
}

export function qualityRange(format: GradedFormat): { readonly least: number; readonly most: number } {
  const points: readonly Point[] = measured[format];
  return { least: points[0]?.[0] ?? 1, most: points.at(-1)?.[0] ?? 100 };
}

/** The quality at which the median photograph has a score. */
export function typicalQuality(format: GradedFormat, score: number): number {
  return Math.round(between(measured[format], ([quality, at]) => [at, quality], score));
}

/** The score that the median photograph has at a quality. */
export function typicalScore(format: GradedFormat, quality: number): number {
  return between(measured[format], (point) => point, quality);
}

/** Linear between the points, and level beyond the first and the last. */
function between(points: readonly Point[], axes: (point: Point) => Point, x: number): number {
  const curve = points.map(axes);
  const above = curve.findIndex(([at]) => at >= x);
  const [x1, y1] = curve[above] ?? curve.at(-1) ?? [0, 0];
  const [x0, y0] = curve[above - 1] ?? [x1, y1];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
