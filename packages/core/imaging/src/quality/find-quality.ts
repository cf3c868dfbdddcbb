import { type GradedFormat, qualityRange, typicalQuality, typicalScore } from './typical-quality.ts';

/** At most. Most pictures need two or three. */
export const mostEncodes = 4;
/** So near to the target nobody sees a difference. */
export const tolerance = 1;

/** What was found for one picture. */
export interface FoundQuality {
  /** As the encoder takes it. */
  readonly value: number;
  /** Of this very file, rounded to a tenth; see `score.ts`. */
  readonly score: number;
  /**
   * Why the score is not the target's: no quality of the range reaches it, there was no time to go on, or the encoder has
   * no step that is nearer.
   */
  readonly missed?: 'OutOfRange' | 'OutOfTime' | 'TooCoarse';
}

export interface Sought {
  readonly format: GradedFormat;
  readonly target: number;
  /** Then no quality below the first is tried: the colours of thin lines are not in the score. */
  readonly isDrawn?: boolean;
}

export interface Encoded {
  readonly file: Buffer;
  readonly score: number;
}

interface Tried extends Encoded {
  readonly quality: number;
  readonly ms: number;
}

/**
 * Encodes a picture until its score is the target's, beginning with the quality that gives it to most photographs: that
 * is the file where there is no time for a second. Of several files it is the one whose score is nearest. `hasTime` says
 * whether one more may be made that takes so long.
 */
export async function findQuality(
  { format, target, isDrawn = false }: Sought,
  encode: (quality: number) => Promise<Encoded>,
  hasTime: (ms: number) => boolean,
): Promise<{ readonly file: Buffer; readonly quality: FoundQuality }> {
  const range = qualityRange(format);
  const first = typicalQuality(format, target);
  const least = isDrawn ? first : range.least;
  const attempt = async (quality: number): Promise<Tried> => {
    const startedAt = performance.now();
    return { quality, ...(await encode(quality)), ms: performance.now() - startedAt };
  };
  let best = await attempt(first);
  /** The best that is too bad, and the worst that is too good. */
  let [below, above]: [Tried | undefined, Tried | undefined] = [undefined, undefined];
  let last = best;
  for (let encodes = 1; ; encodes++) {
    if (Math.abs(last.score - target) < Math.abs(best.score - target)) best = last;
    if (Math.abs(best.score - target) <= tolerance) return found(best);
    if (last.score < target) below = last;
    else above = last;
    const [low, high] = [below ? below.quality + 1 : least, above ? above.quality - 1 : range.most];
    if (low > high) return found(best, below && above ? 'TooCoarse' : 'OutOfRange');
    if (encodes === mostEncodes) return found(best, 'TooCoarse');
    if (!hasTime(last.ms)) return found(best, 'OutOfTime');
    const next = nextQuality(format, target, last, below, above);
    last = await attempt(Math.min(high, Math.max(low, next)));
  }
}

/** Between two files on the line through both; else as far from the last as most photographs need. */
function nextQuality(
  format: GradedFormat,
  target: number,
  last: Tried,
  below: Tried | undefined,
  above: Tried | undefined,
): number {
  if (!below || !above)
    return typicalQuality(format, typicalScore(format, last.quality) + target - last.score);
  const share = (target - below.score) / (above.score - below.score);
  return Math.round(below.quality + share * (above.quality - below.quality));
}

function found({ file, quality, score }: Tried, missed?: FoundQuality['missed']) {
  return { file, quality: { value: quality, score: Math.round(10 * score) / 10, ...(missed && { missed }) } };
}
