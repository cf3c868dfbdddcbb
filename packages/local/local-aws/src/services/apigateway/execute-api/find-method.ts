import type { Deployment, Method, Resource } from '../documents.ts';

export interface Match {
  readonly resource: Resource;
  readonly method: Method;
  /** As sent: API Gateway decodes nothing. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The method that serves a path; a literal part beats `{name}`, which beats `{name+}`, and a method beats `ANY`. */
export function findMethod(deployment: Deployment, httpMethod: string, path: string): Match | undefined {
  const parts = path.split('/').slice(1);
  if (parts.at(-1) === '') parts.pop();
  const matches = Object.values(deployment.resources)
    .flatMap((resource) => match(resource, parts) ?? [])
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  for (const { resource, pathParameters } of matches) {
    const method = resource.resourceMethods?.[httpMethod] ?? resource.resourceMethods?.ANY;
    if (method) return { resource, method, pathParameters };
  }
  return undefined;
}

/** `rank` sorts the most specific resource first. */
function match(resource: Resource, parts: readonly string[]) {
  const template = resource.path.split('/').slice(1).filter(Boolean);
  const pathParameters: Record<string, string> = {};
  let rank = '';
  for (const [index, expected] of template.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(expected) ?? [];
    if (name && greedy) {
      pathParameters[name] = parts.slice(index).join('/');
      return { resource, pathParameters, rank: `${rank}2` };
    }
    if (name) pathParameters[name] = part;
    else if (expected !== decode(part)) return undefined;
    rank += name ? '1' : '0';
  }
  return template.length === parts.length ? { resource, pathParameters, rank } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
