import pidusage from 'pidusage';

/** A process's memory use, measured while it works. */
export interface MemoryWatch {
  /** Largest resident set seen, MB. */
  readonly maximum: number;
  start(): void;
  stop(): void;
  look(): Promise<void>;
}

const intervalMs = 200;

export function watchMemory(pid: number | undefined, limitMb: number, onExceeded: () => void): MemoryWatch {
  let maximum = 0;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    if (pid === undefined) return;
    const usage = await pidusage(pid).catch(() => undefined); // it may have ended
    maximum = Math.max(maximum, Math.ceil((usage?.memory ?? 0) / 1024 ** 2));
    if (maximum > limitMb) onExceeded();
  }

  return {
    get maximum() {
      return maximum;
    },
    look,
    start() {
      timer ??= setInterval(look, intervalMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
