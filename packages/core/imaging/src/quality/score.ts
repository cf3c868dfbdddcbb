import type { Pixels } from '../libvips.ts';
import type { Size } from '../size.ts';

/** How light each pixel is, 0 to 255; what is transparent is as dark. */
export interface Light extends Size {
  readonly data: Uint8Array;
}

/** By ITU-R BT.601, as JPEG has it. */
export function lightOf({ data, width, height, channels }: Pixels): Light {
  const light = new Uint8Array(width * height);
  const green = channels < 3 ? 0 : 1;
  const blue = channels < 3 ? 0 : 2;
  for (let pixel = 0, at = 0; pixel < light.length; pixel++, at += channels) {
    const value = 77 * (data[at] ?? 0) + 150 * (data[at + green] ?? 0) + 29 * (data[at + blue] ?? 0) + 128;
    light[pixel] = channels === 4 ? (value * (data[at + 3] ?? 0)) / 65_280 : value >> 8;
  }
  return { data: light, width, height };
}

/** Sizes at which two pictures are compared, each half of the one before: as they look from near and from afar. */
const scales = 3;
/** Of the JPEG of quality 80 of most photographs. */
const differenceOf80 = 0.0109;

/**
 * How much a picture looks like another of its size, from 0 to 100. 10 less means twice the difference.
 *
 * The difference is 1 - SSIM (Wang et al. 2004), of the light alone, at several sizes. The worst places count most (a
 * 4-norm, not the mean): by the mean, a photo with a blurred background may lose its subject.
 */
export function scoreOf(one: Light, other: Light): number {
  let a = one;
  let b = other;
  let sum = 0;
  for (let scale = 0; scale < scales; scale++) {
    sum += difference(a, b);
    a = half(a);
    b = half(b);
  }
  return Math.min(100, Math.max(0, 80 - 10 * Math.log2(sum / scales / differenceOf80)));
}

/** SSIM's constants. The second is five times Wang's: grain that an encoder smooths is hardly missed. */
const c1 = 6.5;
const c2 = 300;
/** Pixels of a block's side. A window is two by two blocks, and the next begins one block further. */
const side = 4;
const pixelsOfWindow = (2 * side) ** 2;
/** Numbers of a block: the sums of its pixels in both pictures, of their squares, and of their products. */
const sums = 5;

function difference(one: Light, other: Light): number {
  const columns = Math.floor(one.width / side);
  const rows = Math.floor(one.height / side);
  let above = new Float64Array(sums * columns);
  let below = new Float64Array(sums * columns);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    sumBlocks(one, other, row, below);
    for (let column = 0; row > 0 && column < columns - 1; column++) {
      const squared = (1 - similarity(above, below, sums * column)) ** 2;
      total += squared * squared;
    }
    const free = above;
    above = below;
    below = free;
  }
  const windows = Math.max(0, columns - 1) * Math.max(0, rows - 1);
  return windows === 0 ? 0 : (total / windows) ** 0.25;
}

function sumBlocks(one: Light, other: Light, row: number, out: Float64Array): void {
  const first = one.data;
  const second = other.data;
  out.fill(0);
  for (let line = side * row; line < side * (row + 1); line++) {
    let pixel = line * one.width;
    for (let at = 0; at < out.length; at += sums) {
      let a = 0;
      let b = 0;
      let aa = 0;
      let bb = 0;
      let ab = 0;
      for (const end = pixel + side; pixel < end; pixel++) {
        const p = first[pixel] ?? 0;
        const q = second[pixel] ?? 0;
        a += p;
        b += q;
        aa += p * p;
        bb += q * q;
        ab += p * q;
      }
      out[at] = (out[at] ?? 0) + a;
      out[at + 1] = (out[at + 1] ?? 0) + b;
      out[at + 2] = (out[at + 2] ?? 0) + aa;
      out[at + 3] = (out[at + 3] ?? 0) + bb;
      out[at + 4] = (out[at + 4] ?? 0) + ab;
    }
  }
}

/** SSIM of the window of four blocks. */
function similarity(above: Float64Array, below: Float64Array, at: number): number {
  const a = meanOf(above, below, at);
  const b = meanOf(above, below, at + 1);
  const variances = meanOf(above, below, at + 2) - a * a + meanOf(above, below, at + 3) - b * b;
  const covariance = meanOf(above, below, at + 4) - a * b;
  return ((2 * a * b + c1) * (2 * covariance + c2)) / ((a * a + b * b + c1) * (variances + c2));
}

function meanOf(above: Float64Array, below: Float64Array, at: number): number {
  const left = (above[at] ?? 0) + (below[at] ?? 0);
  const right = (above[at + sums] ?? 0) + (below[at + sums] ?? 0);
  return (left + right) / pixelsOfWindow;
}

function half({ data, width, height }: Light): Light {
  const size = { width: width >> 1, height: height >> 1 };
  const smaller = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    let at = 2 * y * width;
    for (let x = 0; x < size.width; x++, at += 2) {
      const upper = (data[at] ?? 0) + (data[at + 1] ?? 0);
      const lower = (data[at + width] ?? 0) + (data[at + width + 1] ?? 0);
      smaller[y * size.width + x] = (upper + lower + 2) >> 2;
    }
  }
  return { data: smaller, ...size };
}
