/** A colour such as `#ff000080` as it looks on white paper, for formats without transparency. */
export function overWhite(colour: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 255] = Buffer.from(colour.slice(1), 'hex');
  const onPaper = [red, green, blue].map((channel) => Math.round(255 - ((255 - channel) * alpha) / 255));
  return `#${Buffer.from(onPaper).toString('hex')}`;
}
