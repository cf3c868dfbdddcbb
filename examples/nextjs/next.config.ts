import { defaultWidths } from '@darkroom/image-url';
import type { NextConfig } from 'next';

export default {
  images: {
    loader: 'custom',
    loaderFile: './darkroom-loader.ts',
    // `srcset` then names the widths that Darkroom has.
    deviceSizes: [...defaultWidths],
    imageSizes: [],
  },
} satisfies NextConfig;
