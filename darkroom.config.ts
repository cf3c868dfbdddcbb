import { defineConfig } from '@darkroom/pipeline-config';

/**
 * Change settings here. The build checks them and names each wrong field.
 * All options and their defaults: docs/configuration.md.
 */
export default defineConfig({
  name: 'darkroom',
  region: 'us-east-1',
  architecture: 'arm64',

  // The variants of every photo: a file in each format. A preset's name becomes part of the variant's URL.
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', formats: ['avif', 'webp'] },
    small: { width: 640, formats: ['avif', 'webp'] },
    medium: { width: 1280, formats: ['avif', 'webp'] },
    // JPEG for e-mail and old programs.
    large: { width: 2048, formats: ['avif', 'webp', 'jpeg'] },
  },
});
