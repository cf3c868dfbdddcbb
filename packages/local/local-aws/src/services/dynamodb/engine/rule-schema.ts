import { z } from 'zod';

/** A type in dynalite's rules, e.g. `'String'` or `{ type: 'Map<AttributeValue>', children: 'AttrStruct<ValueStruct>' }`. */
type RuleType = string | { readonly type: string; readonly children?: RuleType | RuleTypes };
export type RuleTypes = Readonly<Record<string, RuleType>>;

/** dynalite checks a value before a schema does. */
const checked = z.unknown().meta({ scalar: true });

const attributeValue = z.strictObject(
  Object.fromEntries(
    ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'].map((type) => [type, checked.optional()]),
  ),
);

/** The members in dynalite's rules, for a schema that accepts no others. */
export function shapeOfRules(types: RuleTypes): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, schemaOf(type).nullish()]));
}

function schemaOf(rule: RuleType): z.ZodType {
  const { type, children = undefined } = typeof rule === 'string' ? { type: rule } : rule;
  if (type.startsWith('AttrStruct')) return attributeValue;
  if (children === undefined) return checked;
  const [kind = ''] = type.split('<');
  if (kind.endsWith('List')) return z.array(schemaOf(children as RuleType));
  if (kind.endsWith('Map')) return z.record(z.string(), schemaOf(children as RuleType));
  return z.strictObject(shapeOfRules(children as RuleTypes));
}
