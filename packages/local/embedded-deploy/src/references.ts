import { DeployError } from './errors.ts';

/** `${aws_s3_bucket.originals.arn}`; `$${` is Terraform's escape for a literal `${`. */
const expression = /(?<!\$)\$\{([^}]*)\}/g;
const reference = /^((?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*)\.([a-z][a-z0-9_]*)$/;

/** Looks up an attribute of a block that has been applied. */
export type Lookup = (address: string, attribute: string) => string;

/** The addresses to which a value refers. Throws `DeployError` for any expression that is not a reference. */
export function referencesIn(value: unknown, path: string): Set<string> {
  const found = new Set<string>();
  resolve(value, path, (address) => {
    found.add(address);
    return '';
  });
  return found;
}

/** The value with every reference replaced, also inside strings. */
export function resolve(value: unknown, path: string, lookup: Lookup): unknown {
  if (typeof value === 'string') return resolveText(value, path, lookup);
  if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${path}.${index}`, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, `${path}.${key}`, lookup)]),
  );
}

function resolveText(text: string, path: string, lookup: Lookup): string {
  return text
    .replace(expression, (whole, inner: string) => {
      const [, address, attribute] = reference.exec(inner.trim()) ?? [];
      if (address === undefined || attribute === undefined) {
        throw new DeployError(
          'UnknownReference',
          `${path}: ${whole} is not a plain reference (type.name.attribute), and the embedded deployment evaluates nothing else.`,
        );
      }
      return lookup(address, attribute);
    })
    .replaceAll('$${', '${');
}
