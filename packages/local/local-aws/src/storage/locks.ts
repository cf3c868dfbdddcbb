/** Runs tasks with the same name one after another; tasks with other names are not delayed. */
export function createLocks() {
  const tails = new Map<string, Promise<unknown>>();

  return async function exclusive<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = tails.get(name) ?? Promise.resolve();
    const run = before.then(task);
    const tail = run.catch(() => {});
    tails.set(name, tail);
    try {
      return await run;
    } finally {
      if (tails.get(name) === tail) tails.delete(name);
    }
  };
}
