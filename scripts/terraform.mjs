// `pnpm run deploy`, `plan` and `destroy`, with `:localstack` and `:embedded`: builds the functions for the target,
// then `darkroom deploy` and so on with the same arguments.
import { build } from './build.mjs';

const target = /--target[= ](\w+)/.exec(process.argv.join(' '))?.[1];
if (!process.argv.includes('--help')) build(target);
const { main } = await import('../packages/tools/cli/dist/main.js');
await main(process.argv.slice(2));
