import type { ClassicLevel } from 'classic-level';
import { onTestFinished } from 'vitest';

/**
 * Puts a disk that can fail under LevelDB, which is the real one. A test file mocks `classic-level` by it, and imports
 * it there: mocks come before all imports.
 */
export function failingLevel<Module extends { ClassicLevel: typeof ClassicLevel }>(module: Module): Module {
  const own = (method: string) => Reflect.get(module.ClassicLevel.prototype, method);
  class FailingLevel<K, V> extends module.ClassicLevel<K, V> {
    async _open(options: object): Promise<void> {
      strike('open');
      return own('_open').call(this, options);
    }
    async _batch(operations: readonly { type: string; key: string }[], options: object): Promise<void> {
      for (const { type, key } of operations) strike(`${type} ${key}`);
      return own('_batch').call(this, operations, options);
    }
  }
  return { ...module, ClassicLevel: FailingLevel as typeof ClassicLevel };
}

interface Trouble {
  /** What the system says. */
  readonly reason: string;
  /** The calls that it strikes: `open`, or `put` or `del` and a key such as `!sqs!!queues!jobs`. */
  readonly strikes: (call: string) => boolean;
}

let trouble: Trouble | undefined;

function strike(call: string): void {
  if (!trouble?.strikes(call)) return;
  throw Object.assign(new Error(`IO error: 000005.log: ${trouble.reason}`), { code: 'LEVEL_IO_ERROR' });
}

/** Lets LevelDB fail until `mendDisk`, or the end of the test. */
export function failDisk(
  reason = 'No space left on device',
  strikes: Trouble['strikes'] = (call) => call !== 'open',
): void {
  trouble = { reason, strikes };
  onTestFinished(mendDisk);
}

export function mendDisk(): void {
  trouble = undefined;
}
