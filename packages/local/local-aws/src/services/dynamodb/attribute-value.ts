/** One typed value as the API writes it, e.g. `{ S: 'text' }` or `{ N: '1' }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

export type Item = Readonly<Record<string, AttributeValue>>;
