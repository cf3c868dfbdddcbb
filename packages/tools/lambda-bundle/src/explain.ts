import { type BuildFailure, formatMessages } from 'esbuild';
import { BundleError } from './errors.ts';

/** Throws a `BundleError` with esbuild's messages. */
export async function explain(failure: BuildFailure): Promise<never> {
  const messages = await formatMessages(failure.errors, { kind: 'error' });
  throw new BundleError('CompileFailed', messages.join('\n').trim());
}
