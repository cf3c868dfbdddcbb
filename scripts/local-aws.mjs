// `pnpm local-aws`: the embedded cloud alone, with nothing deployed.
import { build } from './build.mjs';

build();
await import('../packages/local/local-aws/bin/local-aws.mjs');
