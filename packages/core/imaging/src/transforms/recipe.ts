import type { Preset } from '@darkroom/pipeline-config';
import type { Sharp } from 'sharp';
import { type Box, boxOf, centre, type Point } from '../box.ts'; // not from the plan: the API reads recipes, and has no sharp
import type { Region } from './kind.ts';

/** Something that is done to the finished picture, before it is encoded. */
export interface Effect {
  apply(image: Sharp): Sharp;
  /** Of an opaque pixel; twice as many with alpha. */
  readonly nanoseconds: number;
}

/** Where an overlay lies, in sharp's words. */
export const positions = [
  'center',
  'north',
  'northeast',
  'east',
  'southeast',
  'south',
  'southwest',
  'west',
  'northwest',
] as const;

/** A picture that is put over another: a watermark. */
export interface Overlay {
  /** Of the file, without its extension. */
  readonly name: string;
  readonly position: (typeof positions)[number];
  /** From 0, invisible, to 1. */
  readonly opacity: number;
  /** Fraction of the picture's width. */
  readonly width: number;
  /** Whether it covers the whole picture, again and again. */
  readonly tiled: boolean;
}

/** How a picture is made of an original; the fields are in the order in which they take effect. */
export interface Recipe {
  readonly region: Region | undefined;
  /** Clockwise. */
  readonly turn: 0 | 90 | 180 | 270;
  /** Mirrored top to bottom, left to right. */
  readonly flip: boolean;
  readonly flop: boolean;
  /** Borders of one colour are cut off, up to this difference of a channel. */
  readonly trim: number | undefined;
  /** The image's own, in fractions of the original's width and height from the top left: what `focus_own` keeps. */
  readonly focalPoint: Point;
  readonly box: Box;
  readonly effects: readonly Effect[];
  readonly overlay: Overlay | undefined;
  /** Pixels of the corners' radius; `max` makes a circle of a square. */
  readonly radius: number | 'max' | undefined;
  /** Pixels on each side. */
  readonly pad: number;
  /** Whether an animation moves. */
  readonly animated: boolean;
}

export const plainRecipe: Recipe = {
  region: undefined,
  turn: 0,
  flip: false,
  flop: false,
  trim: undefined,
  focalPoint: centre,
  box: { fit: 'inside', focus: 'center', background: '#ffffff', enlarge: false },
  effects: [],
  overlay: undefined,
  radius: undefined,
  pad: 0,
  animated: true,
};

export function presetRecipe(preset: Preset, focalPoint?: Point): Recipe {
  return { ...plainRecipe, box: boxOf(preset, focalPoint) };
}

/** A recipe with another box. */
export function boxed(recipe: Recipe, box: Partial<Box>): Recipe {
  return { ...recipe, box: { ...recipe.box, ...box } };
}

/** A recipe with one effect more, and what it takes of a pixel. */
export function withEffect(recipe: Recipe, apply: Effect['apply'], nanoseconds: number): Recipe {
  return { ...recipe, effects: [...recipe.effects, { apply, nanoseconds }] };
}

/** A recipe with another overlay, if it has one. */
export function overlaid(recipe: Recipe, change: Partial<Overlay>): Recipe {
  const { overlay } = recipe;
  return overlay ? { ...recipe, overlay: { ...overlay, ...change } } : recipe;
}
