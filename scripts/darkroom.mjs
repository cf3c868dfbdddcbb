// `pnpm darkroom`, `pnpm start`, `pnpm run deploy` and so on: the command line as its sources are now. Only commands that
// run or deploy the functions build them first; --help and the others do not wait.
import { bundle, isBundled } from '../packages/tools/cli/build.mjs';

if (!isBundled()) await bundle();
const { main } = await import('../packages/tools/cli/dist/bundle/main.js');
await main(process.argv.slice(2), {
  all: async (target) => (await import('./build.mjs')).build(target),
  config: async () => (await import('./build-config.mjs')).buildConfig(),
});
