import type { Pair } from './viewer-request.ts';

/** Which names a policy is about: none, all, these, or all but these. */
export interface Selection {
  readonly behavior: string;
  readonly names: ReadonlySet<string>;
}

export function selection(
  behavior: string,
  list: { readonly Items: readonly string[] } | undefined,
  normalize: (name: string) => string = (name) => name,
): Selection {
  return { behavior, names: new Set((list?.Items ?? []).map(normalize)) };
}

export function selects({ behavior, names }: Selection, name: string): boolean {
  switch (behavior) {
    case 'none':
      return false;
    case 'whitelist':
      return names.has(name);
    case 'allExcept':
      return !names.has(name);
    default:
      return true;
  }
}

export function selectPairs(pairs: readonly Pair[], of: Selection): Pair[] {
  return pairs.filter(([name]) => selects(of, name));
}
