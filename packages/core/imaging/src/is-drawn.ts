import type { Pixels } from './libvips.ts';

/** So many rows tell. */
const rowsLooked = 128;
/**
 * Of pixels that equal their left neighbour. Photographs have noise: at most 0.55 of them in those that we have, and 0.84
 * and more in drawings, scanned text and flags.
 */
const drawnFraction = 0.7;

/** Whether pixels are of a drawing or a text, whose thin coloured lines would blur in halved colours. */
export function isDrawn({ data, width, height, channels }: Pixels): boolean {
  const step = Math.max(1, Math.floor(height / rowsLooked));
  let [alike, looked] = [0, 0];
  for (let row = 0; row < height; row += step) {
    const end = (row + 1) * width * channels;
    for (let at = row * width * channels + channels; at < end; at += channels) {
      looked += 1;
      if (isAlike(data, at, channels)) alike += 1;
    }
  }
  return alike > drawnFraction * looked;
}

function isAlike(data: Uint8Array, at: number, channels: number): boolean {
  for (let channel = at; channel < at + channels; channel++)
    if (data[channel] !== data[channel - channels]) return false;
  return true;
}
