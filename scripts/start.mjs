// `pnpm start`: builds what has changed, then `darkroom start` with the same arguments.
import { build } from './build.mjs';

build();
const { main } = await import('../packages/tools/cli/dist/main.js');
await main(['start', ...process.argv.slice(2)]);
