/** Aborts at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      controller.abort();
      process.once(signal, () => process.exit(interruptedExitCode));
    });
  }
  return controller.signal;
}

/** 128 + SIGINT, as shells report it. */
export const interruptedExitCode = 130;
