import type { Parameter } from './parameter.ts';
import { animated } from './parameters/animated.ts';
import { background } from './parameters/background.ts';
import { blur } from './parameters/blur.ts';
import { brightness } from './parameters/brightness.ts';
import { crop } from './parameters/crop.ts';
import { enlarge } from './parameters/enlarge.ts';
import { fit } from './parameters/fit.ts';
import { flip } from './parameters/flip.ts';
import { focus } from './parameters/focus.ts';
import { grayscale } from './parameters/grayscale.ts';
import { height } from './parameters/height.ts';
import { opacity } from './parameters/opacity.ts';
import { overlay } from './parameters/overlay.ts';
import { overlayWidth } from './parameters/overlay-width.ts';
import { pad } from './parameters/pad.ts';
import { pixelRatio } from './parameters/pixel-ratio.ts';
import { position } from './parameters/position.ts';
import { quality } from './parameters/quality.ts';
import { radius } from './parameters/radius.ts';
import { rotate } from './parameters/rotate.ts';
import { saturation } from './parameters/saturation.ts';
import { sharpen } from './parameters/sharpen.ts';
import { tile } from './parameters/tile.ts';
import { tint } from './parameters/tint.ts';
import { trim } from './parameters/trim.ts';
import { width } from './parameters/width.ts';

/**
 * All parameters of a transform, in the order in which they are applied: the pixel ratio after what it multiplies,
 * effects as they follow each other. Documentation, types and OpenAPI come from here; nothing here loads sharp.
 */
export const parameters: readonly Parameter[] = [
  width,
  height,
  fit,
  enlarge,
  crop,
  rotate,
  flip,
  focus,
  trim,
  blur,
  sharpen,
  brightness,
  saturation,
  grayscale,
  tint,
  overlay,
  overlayWidth,
  position,
  opacity,
  tile,
  radius,
  pad,
  pixelRatio,
  background,
  quality,
  animated,
];
