import type { ConditionContext } from './condition-context.ts';

/** Puts the request's values in the place of `${aws:username}`; an unknown variable matches nothing. */
export function substitute(text: string, context: ConditionContext): string | undefined {
  let unknown = false;
  const result = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [value, ...more] = context.get(name.toLowerCase()) ?? [];
    if (value === undefined || more.length > 0) unknown = true;
    return value ?? '';
  });
  return unknown ? undefined : result;
}
