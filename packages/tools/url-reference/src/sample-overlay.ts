import sharp from 'sharp';

const side = 240;

/** A white ring with a dot: what a photographer might sign with. */
export function sampleOverlay(): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side * 4, 255);
  for (let at = 0; at < side * side; at++) {
    const distance = Math.hypot((at % side) - side / 2 + 0.5, Math.floor(at / side) - side / 2 + 0.5);
    const isDrawn = distance < 30 || (distance > 80 && distance < 104);
    pixels[at * 4 + 3] = isDrawn ? 255 : 0;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 4 } })
    .png()
    .toBuffer();
}
