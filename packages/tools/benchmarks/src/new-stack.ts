import { type EmbeddedStack, startEmbeddedStack } from '@darkroom/cli/start/embedded-stack';

/** Darkroom on this machine, as `pnpm start` runs it, without photos and without a word. */
export function startNewStack(): Promise<EmbeddedStack> {
  const progress = { show() {}, clear() {} };
  return startEmbeddedStack({ port: 0, progress, signal: new AbortController().signal });
}
