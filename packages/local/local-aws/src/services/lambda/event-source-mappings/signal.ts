/** Wakes a loop that waits for work. A call while nobody waits ends the next wait at once. */
export interface Signal {
  notify(): void;
  /** Resolves at the next call, after this many milliseconds, or when the loop must stop. */
  wait(milliseconds?: number): Promise<void>;
}

export function createSignal(stopping: AbortSignal): Signal {
  let notified = false;
  let wake = () => {};

  function notify(): void {
    notified = true;
    wake();
  }
  stopping.addEventListener('abort', notify);

  return {
    notify,
    async wait(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      if (!notified) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (milliseconds !== undefined) timer = setTimeout(resolve, milliseconds);
        });
      }
      clearTimeout(timer);
      notified = false;
    },
  };
}
