import type { ConditionContext } from './condition-context.ts';

/** Replaces variables such as `${aws:username}` by the request's values; an unknown variable matches nothing. */
export function substitute(text: string, context: ConditionContext): string | undefined {
  let unknown = false;
  const result = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [value, ...more] = context.get(name.toLowerCase()) ?? [];
    if (value === undefined || more.length > 0) unknown = true;
    return value ?? '';
  });
  return unknown ? undefined : result;
}
