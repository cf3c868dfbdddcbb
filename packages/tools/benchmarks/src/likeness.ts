import { ssim } from 'ssim.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** SSIM of two pictures of 8-bit RGB: of their light, and the mean of their two colour differences. */
export function likeness(
  one: Uint8Array,
  other: Uint8Array,
  size: Size,
): { readonly luma: number; readonly chroma: number } {
  const [y, cb, cr] = weights.map(
    (weight) => ssim(plane(one, weight, size), plane(other, weight, size)).mssim,
  );
  return { luma: y ?? 0, chroma: ((cb ?? 0) + (cr ?? 0)) / 2 };
}

/** BT.601, as JPEG has it: red, green, blue, offset. */
const weights = [
  [0.299, 0.587, 0.114, 0],
  [-0.1687, -0.3313, 0.5, 128],
  [0.5, -0.4187, -0.0813, 128],
] as const;

/** One plane as a grey picture, which is what ssim.js takes. */
function plane(
  rgb: Uint8Array,
  [red, green, blue, offset]: (typeof weights)[number],
  { width, height }: Size,
) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const [r = 0, g = 0, b = 0] = rgb.subarray(3 * at, 3 * at + 3);
    data.fill(red * r + green * g + blue * b + offset, 4 * at, 4 * at + 3);
    data[4 * at + 3] = 255;
  }
  return { width, height, data } as Parameters<typeof ssim>[0];
}
