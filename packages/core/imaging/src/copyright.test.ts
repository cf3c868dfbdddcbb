import sharp from 'sharp';
import { expect, test } from 'vitest';
import { animation, redAndBlue } from '../test/images.ts';
import { renderOne } from '../test/render-presets.ts';

const formats = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const;

/** What no variant may reveal: who took the picture and where. */
async function originals(): Promise<Buffer[]> {
  const secrets = {
    exif: { IFD0: { Artist: 'Jane Doe' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } },
    xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/">Jane Doe</x:xmpmeta>',
  };
  const images = [redAndBlue(100, 60).jpeg(), (await animation(100, 60)).webp()];
  return Promise.all(
    images.map((image) => image.withExif(secrets.exif).withXmp(secrets.xmp).withIccProfile('p3').toBuffer()),
  );
}

test("a variant keeps none of the original's metadata, with a copyright or without", async () => {
  for (const original of await originals()) {
    const { exif, xmp, icc } = await sharp(original).metadata();
    expect([exif, xmp, icc].every(Boolean)).toBe(true);
    for (const format of formats) {
      for (const copyright of [undefined, '© Darkroom']) {
        const { bytes } = await renderOne(original, { width: 50, format }, copyright);
        const written = await sharp(bytes).metadata();
        expect([written.exif, written.iptc, written.icc]).toEqual([undefined, undefined, undefined]);
        if (!copyright) expect(written.xmp).toBeUndefined();
        for (const secret of ['Jane Doe', 'GPS']) expect(Buffer.from(bytes).includes(secret)).toBe(false);
      }
    }
  }
});

test('the copyright is in every variant except a GIF, in any script', async () => {
  for (const original of await originals()) {
    for (const format of formats) {
      const { bytes } = await renderOne(original, { width: 50, format }, '株式会社 © Zoë <"M&M">');
      const { xmpAsString } = await sharp(bytes).metadata();
      if (format === 'gif') expect(xmpAsString).toBeUndefined();
      else expect(rightsOf(xmpAsString)).toBe('株式会社 © Zoë <"M&M">');
    }
  }
});

function rightsOf(xmp = ''): string | undefined {
  const [, text] = /<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">([^<]*)<\/rdf:li>/.exec(xmp) ?? [];
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
