/** The headers of a request, or the fields of a browser's form, by lower-case name. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A header or field as text; undefined if it is missing. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}
