import type { Original } from '@darkroom/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceSetsOf } from './srcset.ts';

const photo: Original = {
  format: 'jpeg',
  width: 3000,
  height: 2000,
  pages: 1,
  hasAlpha: false,
  colourSpace: 'srgb',
  bytes: 1_000_000,
};
const picture = (name: string, width: number, height = Math.round((width * 2) / 3)) => {
  const [, format = ''] = name.split('.');
  return { url: name, format: format.replace('jpg', 'jpeg'), width, height };
};

describe('srcset', () => {
  it('has the widths of all formats that every browser displays, narrowest first', () => {
    expect(
      sourceSetsOf(photo, [
        picture('thumb.webp', 320, 320),
        picture('large.jpg', 2048),
        picture('small.webp', 640),
        picture('medium.webp', 1280),
      ]),
    ).toEqual({ srcset: 'small.webp 640w, medium.webp 1280w, large.jpg 2048w', sources: [] });
  });

  it('takes the best format of each width, whatever the order of the presets', () => {
    const variants = ['a.jpg', 'b.png', 'c.webp', 'd.gif'].map((name) => picture(name, 900));
    for (const ordered of [variants, variants.toReversed()]) {
      expect(sourceSetsOf(photo, ordered).srcset).toBe('c.webp 900w');
      expect(
        sourceSetsOf(
          photo,
          ordered.filter(({ format }) => format !== 'webp'),
        ).srcset,
      ).toBe('a.jpg 900w');
    }
  });

  it('has no still picture if others are animated', () => {
    const animation = { ...photo, format: 'gif', pages: 12 };
    const still = [picture('large.jpg', 2048), picture('new.avif', 2048)];
    expect(sourceSetsOf(animation, [...still, picture('small.webp', 640), picture('old.gif', 640)])).toEqual({
      srcset: 'small.webp 640w',
      sources: [],
    });
    expect(sourceSetsOf(animation, still)).toEqual({
      srcset: 'large.jpg 2048w',
      sources: [{ type: 'image/avif', srcset: 'new.avif 2048w' }],
    });
    const pages = { ...photo, format: 'tiff', pages: 12 };
    expect(sourceSetsOf(pages, still).srcset).toBe('large.jpg 2048w');
  });

  it('has no white background if others are transparent', () => {
    const logo = { ...photo, hasAlpha: true };
    const [jpeg, webp] = [picture('large.jpg', 2048), picture('small.webp', 640)];
    expect(sourceSetsOf(logo, [jpeg, webp]).srcset).toBe('small.webp 640w');
    expect(sourceSetsOf(logo, [jpeg, picture('new.avif', 2048)]).srcset).toBe('large.jpg 2048w');
  });

  it('has nothing wider than the original, enlarged or padded, unless there is nothing else', () => {
    const small = { ...photo, width: 600, height: 400 };
    const wide = picture('boxed.png', 1200, 800);
    expect(sourceSetsOf(small, [picture('whole.webp', 600), wide]).srcset).toBe('whole.webp 600w');
    expect(sourceSetsOf(small, [wide]).srcset).toBe('boxed.png 1200w');
  });

  it('leaves out crops and padded variants, however small the difference', () => {
    const others = [picture('a.webp', 300, 196), picture('b.webp', 300, 204), picture('c.webp', 320, 320)];
    expect(sourceSetsOf(photo, others)).toEqual({ sources: [] });
  });

  it('has every scale of the whole picture, however tall or wide', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 1, noNaN: true }), (width, height, scale) => {
        const scaled = [width, height].map((pixels) => Math.max(1, Math.round(pixels * scale)));
        const [small = 1, tall] = scaled;
        const { srcset } = sourceSetsOf({ ...photo, width, height }, [picture('small.webp', small, tall)]);
        expect(srcset).toBe(`small.webp ${small}w`);
      }),
    );
  });
});

describe('sources', () => {
  it('offers AVIF to browsers that display it, and never in the srcset', () => {
    const variants = [640, 1280].flatMap((width) => [
      picture(`${width}.avif`, width),
      picture(`${width}.jpg`, width),
    ]);
    expect(sourceSetsOf(photo, variants)).toEqual({
      srcset: '640.jpg 640w, 1280.jpg 1280w',
      sources: [{ type: 'image/avif', srcset: '640.avif 640w, 1280.avif 1280w' }],
    });
    expect(sourceSetsOf(photo, [picture('only.avif', 640)])).toEqual({
      sources: [{ type: 'image/avif', srcset: 'only.avif 640w' }],
    });
  });

  it('offers no AVIF that is narrower than the widest variant for all browsers', () => {
    const { sources } = sourceSetsOf(photo, [picture('small.avif', 320), picture('large.jpg', 2048)]);
    expect(sources).toEqual([]);
  });
});
