import sharp from 'sharp';

/** Large flat areas and coloured text, where halved colours are seen. PNG of 900 × 600. */
export function drawing(): Promise<Buffer> {
  const colours = ['#c00000', '#0030d0', '#222'];
  return drawn(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">
  <rect width="900" height="600" fill="#fff"/><rect width="900" height="90" fill="#14285a"/>
  <g font-family="sans-serif" font-size="22">${lines(20, (n) => `x="20" y="${130 + 23 * n}" fill="${colours[n % 3]}"`)}</g>
  <circle cx="760" cy="320" r="110" fill="#e01010"/><circle cx="760" cy="320" r="70" fill="#1020e0"/></svg>`);
}

/** Much small grey text. PNG of 1600 × 1000, or so many times larger. */
export function screenshot(scale = 1): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000">
  <rect width="1600" height="1000" fill="#f6f7f9"/><rect width="1600" height="90" fill="#14285a"/>
  <g font-family="sans-serif" font-size="26">${lines(30, (n) => `x="40" y="${140 + 28 * n}" fill="#222"`)}</g></svg>`;
  return drawn(svg, scale);
}

/** Only before `@darkroom/imaging` is imported, which takes no SVG. */
function drawn(svg: string, scale = 1): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 72 * scale })
    .png()
    .toBuffer();
}

function lines(count: number, attributes: (line: number) => string): string {
  const text = (line: number) => `Line ${line}: the quick brown fox jumps over the lazy dog`;
  return Array.from({ length: count }, (_, line) => `<text ${attributes(line)}>${text(line)}</text>`).join(
    '',
  );
}
