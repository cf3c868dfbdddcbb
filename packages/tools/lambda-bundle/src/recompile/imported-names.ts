/** What code imports from a module. */
export interface ImportedNames {
  /** Among them may be `default`. */
  readonly names: ReadonlySet<string>;
  /** Whether it imports all of them, as one object. */
  readonly all: boolean;
}

/** What code as esbuild writes it imports from each module whose path matches. */
export function importedNames(code: string, path: RegExp): Map<string, ImportedNames> {
  const statements = new RegExp(`^import (?:([^";]+) from )?"(${path.source})";$`, 'gm');
  const found = new Map<string, { readonly names: Set<string>; all: boolean }>();
  for (const [, clause = '', from = ''] of code.matchAll(statements)) {
    const known = found.get(from) ?? { names: new Set(), all: false };
    found.set(from, known);
    const [, whole = '', listed = ''] = /^([^{]*)(?:\{([^}]*)\})?$/.exec(clause) ?? [];
    if (/^[\w$]/.test(whole)) known.names.add('default');
    if (whole.includes('* as ')) known.all = true;
    for (const part of listed.split(',')) {
      const [name] = part.trim().split(' as ');
      if (name) known.names.add(name);
    }
  }
  return found;
}

/** Whether whoever has `others` has these. */
export function areAmong(asked: ImportedNames, others: ImportedNames | undefined): boolean {
  if (!others || (asked.all && !others.all)) return false;
  return [...asked.names].every((name) => others.names.has(name));
}
