import { readFile } from 'node:fs/promises';
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
  {
    // Streams of events, as of S3's SelectObjectContent. The SDK imports them when an operation has one, for which esbuild
    // would wrap all modules that they share with the rest, and keep what nothing uses.
    file: /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/,
    contents: `
      export const resolveEventStreamSerdeConfig = (config) => config;
      export const eventStreamSerdeProvider = () => undefined;
      export class EventStreamSerde {
        constructor() { throw new Error('The bundle of this function has no streams of events: see lean-modules.ts.'); }
      }`,
  },
];

const replacedModules: Plugin = {
  name: 'replaced-modules',
  setup({ onLoad }) {
    for (const { file, contents } of replacements) onLoad({ filter: file }, () => ({ contents }));
  },
};

/**
 * The SDK's schemas of all operations, with literal keys: `{ [_h]: … }` could have side effects, so esbuild would keep the
 * schemas of operations that a function does not use.
 */
const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup({ onLoad }) {
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const texts = new Map(
          [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name = '', text]) => [name, text]),
        );
        return {
          contents: source.replace(/\[(_\w+)\]:/g, (key, name) =>
            texts.has(name) ? `${texts.get(name)}:` : key,
          ),
        };
      },
    );
  },
};

/** Makes cold starts shorter: Node.js parses everything in a bundle before the function's first line runs. */
export const leanModules: readonly Plugin[] = [sharpByRequire, replacedModules, literalSchemaKeys];
