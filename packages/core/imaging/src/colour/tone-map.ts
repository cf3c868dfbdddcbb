import type { Transfer } from './transfer.ts';

/** ITU-R BT.2408: the brightness of white paper in HDR, in cd/m². An SDR screen shows nothing brighter. */
const paperWhite = 203;
/** cd/m²: HLG's reference display, and the peak of a PQ picture that gives none. */
export const usualPeak = 1000;

/**
 * The factor by which a colour's light is multiplied to be shown in SDR, where 1 is paper white. The light is in BT.2020's
 * primaries. All three channels get the same factor, so the hue stays.
 */
export type ToneMap = (red: number, green: number, blue: number) => number;

/**
 * PQ light on an SDR screen, by the reference white tone mapping operator of SMPTE ST 2094-50 (annex D), which browsers
 * use. `peak` is the picture's peak brightness in cd/m².
 */
export function toneMapOfPq(peak: number): ToneMap {
  const curve = referenceWhiteCurve(peak / paperWhite);
  return (red, green, blue) => gainAt(Math.max(red, green, blue), 10_000 / paperWhite, curve);
}

/** HLG light: BT.2100's reference display (OOTF, gamma 1.2) turns the scene's light into a display's; then as for PQ. */
export function toneMapOfHlg(): ToneMap {
  const curve = referenceWhiteCurve(usualPeak / paperWhite);
  return (red, green, blue) => {
    const luminance = 0.2627 * red + 0.678 * green + 0.0593 * blue;
    const ofDisplay = (Math.max(luminance, 0) ** 0.2 * usualPeak) / paperWhite;
    return gainAt(Math.max(red, green, blue), ofDisplay, curve);
  };
}

function gainAt(brightest: number, scale: number, curve: Transfer): number {
  const light = brightest * scale;
  return light > 0 ? (scale * curve(light)) / light : 0;
}

/** Up to paper white all light is dimmed equally; above it, a quadratic Bézier curve maps the light up to the peak to 1. */
function referenceWhiteCurve(peak: number): Transfer {
  if (peak <= 1) return (light) => light;
  const white = 1 - 0.5 * Math.min(Math.log2(peak) / Math.log2(usualPeak / paperWhite), 1);
  const kappa = 0.65;
  const middle = { x: 1 - kappa + kappa / white, y: (1 - kappa) * white + kappa };
  const [a, b] = [1 - 2 * middle.x + peak, 2 * middle.x - 2];
  return (light) => {
    if (light <= 1) return light * white;
    if (light >= peak) return 1;
    const t = (2 * (light - 1)) / (b + Math.sqrt(b * b + 4 * a * (light - 1)));
    return (1 - t) ** 2 * white + 2 * t * (1 - t) * middle.y + t ** 2;
  };
}
