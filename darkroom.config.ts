import { defineConfig } from '@darkroom/pipeline-config';

/**
 * Everything you would want to change is here; the build checks it and names the field that is wrong.
 * Every option with its default: docs/configuration.md.
 */
export default defineConfig({
  name: 'darkroom',
  region: 'us-east-1',
  architecture: 'arm64',

  // What is made of every photo. The name becomes part of the variant's URL.
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', format: 'webp' },
    small: { width: 640, format: 'webp' },
    medium: { width: 1280, format: 'webp' },
    large: { width: 2048, format: 'jpeg', quality: 82 },
  },
});
