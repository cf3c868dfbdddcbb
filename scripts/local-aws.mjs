// `pnpm local-aws`: the embedded cloud alone, with nothing deployed.
import { build } from './build.mjs';

await build();
await import('../packages/local/local-aws/bin/local-aws.mjs');
