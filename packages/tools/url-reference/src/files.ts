import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** What is written. */
export const files = {
  reference: at('docs/transforms.md'),
  types: at('packages/core/image-url/src/transform.ts'),
  picture: (name: string) => at(`docs/transforms/${name}.webp`),
};
