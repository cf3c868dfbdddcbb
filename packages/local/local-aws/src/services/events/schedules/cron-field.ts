/** What a field of a cron expression may hold: numbers of a range, and names for the first of them. */
export interface FieldRange {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

/** The numbers that `1,5-7,0/15` stands for, in their order; undefined if it is no such list. */
export function parseField(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const span = parsePart(part, range);
    if (!span) return undefined;
    for (let value = span.from; value <= span.to; value += span.step) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}

/** A number or a name of the range. */
export function parseValue(text: string, { low, high, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? low + named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}

/** `*`, `5`, `5-7`, and each with a step: `5/10` goes on to the end of the range. */
function parsePart(part: string, range: FieldRange) {
  const [span = '', stepText, ...rest] = part.split('/');
  const step = stepText === undefined ? 1 : /^[1-9]\d*$/.test(stepText) ? Number(stepText) : undefined;
  if (step === undefined || rest.length > 0) return undefined;
  if (span === '*') return { from: range.low, to: range.high, step };
  const [fromText = '', toText, ...more] = span.split('-');
  const from = parseValue(fromText, range);
  const single = stepText === undefined ? from : range.high;
  const to = toText === undefined ? single : parseValue(toText, range);
  if (from === undefined || to === undefined || from > to || more.length > 0) return undefined;
  return { from, to, step };
}
