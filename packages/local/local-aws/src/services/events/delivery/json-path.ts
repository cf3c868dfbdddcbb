/** `$.detail.items[0].name-of-it`: dots, indexes and `[*]`, which gives a list. Source: "Input transformation". */
const step = /\.(?<name>[^.[\]]+)|\[(?<index>\d+|\*)\]/y;

/** Whether EventBridge could follow it. */
export function isPath(path: string): boolean {
  return stepsOf(path) !== undefined;
}

/** What is there in a document; undefined if nothing is. */
export function valueAt(document: unknown, path: string): unknown {
  let values: readonly unknown[] = [document];
  let isList = false;
  for (const name of stepsOf(path) ?? []) {
    if (name === '*') isList = true;
    values = values.flatMap((value) => membersOf(value, name));
  }
  return isList ? values : values[0];
}

function membersOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (name === '*') return Object.values(value);
  return Object.hasOwn(value, name) ? [(value as Record<string, unknown>)[name]] : [];
}

function stepsOf(path: string): string[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: string[] = [];
  let at = 1;
  while (at < path.length) {
    step.lastIndex = at;
    const { name, index = '' } = step.exec(path)?.groups ?? {};
    if (name === undefined && index === '') return undefined;
    steps.push(name ?? index);
    at = step.lastIndex;
  }
  return steps;
}
