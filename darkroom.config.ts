import { defineConfig } from '@darkroom/pipeline-config';

/**
 * Change settings here. The build checks them and names each wrong field.
 * All options and their defaults: docs/configuration.md.
 */
export default defineConfig({
  name: 'darkroom',
  region: 'us-east-1',
  architecture: 'arm64',

  // The variants of every photo. A preset's name becomes part of the variant's URL.
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', format: 'webp' },
    small: { width: 640, format: 'webp' },
    medium: { width: 1280, format: 'webp' },
    large: { width: 2048, format: 'jpeg', quality: 82 },
  },
});
