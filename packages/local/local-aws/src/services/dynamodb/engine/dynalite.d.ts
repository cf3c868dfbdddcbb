// dynalite ships no types; these cover what local-aws calls of it.
declare module 'dynalite/actions/*' {
  const action: (
    store: import('./dynalite-store.ts').DynaliteStore,
    data: Record<string, unknown>,
    callback: (error: unknown, output?: Record<string, unknown>) => void,
  ) => void;
  export default action;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(data: Record<string, unknown>, types: unknown): Record<string, unknown>;
    checkValidations(data: Record<string, unknown>, types: unknown, custom: unknown, store: unknown): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*' {
  const validation: { types: unknown; custom?: unknown };
  export default validation;
}

declare module 'dynalite/db/index.js' {
  type Item = import('../attribute-value.ts').Item;
  type TableDescription = import('../tables/table.ts').TableDescription;
  type SecondaryIndex = import('../tables/table.ts').SecondaryIndex;
  type KeySchema = import('../tables/table.ts').KeySchema;
  const db: {
    createKey(item: Item, table: TableDescription): string;
    createIndexKey(item: Item, table: TableDescription, keySchema: KeySchema): string;
    validateKey(key: Item, table: TableDescription): Error | undefined;
    checkConditional(data: Record<string, unknown>, item: Item | undefined): Error | null | undefined;
    itemSize(item: Item): number;
    getIndexActions(
      indexes: readonly SecondaryIndex[],
      before: Item | undefined,
      after: Item | undefined,
      table: TableDescription,
    ): {
      puts: { index: string; key: string; item: Item }[];
      deletes: { index: string; key: string }[];
    };
  };
  export default db;
}
