import { expect, test } from 'vitest';
import { importedNames } from './imported-names.ts';

const code = `import { createRequire as __createRequire } from 'node:module';
import { S3Client } from "./packages/1/0.mjs";
import {
  PutObjectCommand,
  S3Client as S3Client2,
  $command as default2
} from "./packages/1/0.mjs";
import sax, { SAXParser } from "./packages/1/1.mjs";
import * as z from "./packages/1/2.mjs";
import "./packages/1/3.mjs";
import { other } from "./elsewhere.mjs";
const text = 'import { no } from "./packages/1/0.mjs";';
`;

test('names are those of the module, in whichever way it is imported', () => {
  expect(importedNames(code, /\.\/packages\/1\/\d\.mjs/)).toEqual(
    new Map([
      ['./packages/1/0.mjs', { names: new Set(['S3Client', 'PutObjectCommand', '$command']), all: false }],
      ['./packages/1/1.mjs', { names: new Set(['default', 'SAXParser']), all: false }],
      ['./packages/1/2.mjs', { names: new Set(), all: true }],
      ['./packages/1/3.mjs', { names: new Set(), all: false }],
    ]),
  );
});
