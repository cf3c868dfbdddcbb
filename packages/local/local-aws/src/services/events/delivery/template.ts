const token = /"|\\.|<(?<name>[^<>\s]+)>/gs;

/**
 * Fills the variables of an input template, `<name>`. Outside quotes a value is JSON; in quotes it is text. A variable
 * whose path leads nowhere is empty text, or null. Source: Amazon EventBridge User Guide, "Input transformation".
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, unknown>): string {
  let isQuoted = false;
  return template.replace(token, (whole, name: string | undefined) => {
    if (whole === '"') isQuoted = !isQuoted;
    if (name === undefined || !values.has(name)) return whole;
    return isQuoted ? quotable(values.get(name)) : JSON.stringify(values.get(name) ?? null);
  });
}

/** As it can stand in a JSON text. */
function quotable(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
