// `pnpm darkroom`: builds what has changed, then `darkroom` with the same arguments.
import { build } from './build.mjs';

build();
await import('../packages/tools/cli/bin/darkroom.mjs');
