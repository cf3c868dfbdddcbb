export type Serially = <T>(run: () => Promise<T>) => Promise<T>;

/** Returns a function that runs one task at a time, in the order of the calls. */
export function serially(): Serially {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => {}); // the caller gets the failure; the next task still runs
    return result;
  };
}
