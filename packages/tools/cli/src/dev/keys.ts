import { emitKeypressEvents, type Key } from 'node:readline';

/** Calls an action when its key is pressed, until closed. Without a terminal there are no keys. */
export function readKeys(
  actions: Readonly<Record<string, () => void>>,
  input: NodeJS.ReadStream = process.stdin,
): { close(): void } {
  if (!input.isTTY) return { close() {} };
  const press = (_: string | undefined, { name, ctrl }: Key) => {
    // In this mode the terminal makes no signal of Ctrl-C.
    if (ctrl && name === 'c') process.kill(process.pid, 'SIGINT');
    else if (name !== undefined && !ctrl) actions[name]?.();
  };
  emitKeypressEvents(input);
  input.setRawMode(true).on('keypress', press).resume();
  return {
    close() {
      input.off('keypress', press).pause();
      input.setRawMode(false);
    },
  };
}
