import type { Plugin } from 'esbuild';

/** What esbuild's metafile calls the module that requires sharp. */
export const requiredSharp = 'required:sharp';

/**
 * sharp by `require` instead of `import`: Node.js takes twice as long for its ES modules as for the same code in CommonJS.
 */
const sharpByRequire: Plugin = {
  name: 'sharp-by-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sharp$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: 'sharp', external: true } : { path: 'sharp', namespace: 'required' },
    );
    onLoad({ filter: /^sharp$/, namespace: 'required' }, () => ({
      contents: "module.exports = require('sharp');",
    }));
  },
};

/** Modules that a function never uses, by the file that brings them all, and what takes that file's place. */
const replacements: readonly { readonly file: RegExp; readonly contents: string }[] = [
  {
    // Lambda gives credentials as environment variables: no files, no instance metadata, no single sign-on.
    file: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
    contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  {
    // zod's messages in some fifty languages.
    file: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
    contents: "export { default as en } from './en.js';",
  },
];

const replacedModules: Plugin = {
  name: 'replaced-modules',
  setup({ onLoad }) {
    for (const { file, contents } of replacements) onLoad({ filter: file }, () => ({ contents }));
  },
};

/** Makes cold starts shorter: Node.js parses everything in a bundle before the function's first line runs. */
export const leanModules: readonly Plugin[] = [sharpByRequire, replacedModules];
