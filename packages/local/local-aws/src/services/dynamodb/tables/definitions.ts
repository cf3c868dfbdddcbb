import { ValidationError } from '../../../protocol/aws-error.ts';
import { secondaryIndexes, type TableDescription } from './table.ts';

type Definitions = TableDescription['AttributeDefinitions'];

const invalid = (reason: string) =>
  new ValidationError(`One or more parameter values were invalid: ${reason}`);

/**
 * The table's definitions with those of the keys of new indexes. Throws ValidationException for definitions without a
 * new index, and for another type than an attribute has: its items have that type.
 */
export function mergeDefinitions(
  table: TableDescription,
  given: Definitions,
  updates: readonly { readonly Create?: unknown }[],
): TableDescription {
  if (given.length > 0 && !updates.some(({ Create }) => Create)) {
    throw new ValidationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  const known = new Map(
    table.AttributeDefinitions.map((definition) => [definition.AttributeName, definition]),
  );
  for (const definition of given) {
    const { AttributeName: name, AttributeType: type } = definition;
    const before = known.get(name);
    if (before && before.AttributeType !== type)
      throw invalid(
        `Attribute ${name} is defined with type ${before.AttributeType} and cannot be redefined with type ${type}`,
      );
    known.set(name, definition);
  }
  return { ...table, AttributeDefinitions: [...known.values()] };
}

/** The description without definitions that no key uses any more. Throws for a key without one. */
export function checkDefinitions(table: TableDescription): TableDescription {
  const schemas = [table.KeySchema, ...secondaryIndexes(table).map(({ KeySchema }) => KeySchema)];
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  const definitions = table.AttributeDefinitions.filter(({ AttributeName }) => used.has(AttributeName));
  const defined = new Set(definitions.map(({ AttributeName }) => AttributeName));
  const missing = [...used].filter((name) => !defined.has(name));
  if (missing.length > 0)
    throw invalid(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${missing.join(', ')}], AttributeDefinitions: [${[...defined].join(', ')}]`,
    );
  return { ...table, AttributeDefinitions: definitions };
}
