// The second half of this package's build: one file that CloudFront takes.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSigned } from '@darkroom/pipeline-config';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { viewerFunction } from './viewer-function.ts';

const target = fileURLToPath(new URL('../dist/function.js', import.meta.url));
await mkdir(dirname(target), { recursive: true });
await writeFile(target, await viewerFunction({ signed: isSigned(config), widths: config.delivery.widths }));
