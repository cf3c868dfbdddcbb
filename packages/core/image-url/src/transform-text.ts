import { canonicalText } from './canonical-text.ts';

/** The value of one parameter, as code writes it. */
export type TransformValue =
  | string
  | number
  | boolean
  | { readonly x: number; readonly y: number }
  | readonly number[];

/**
 * A transform as an address says it: `fit_cover-h_600-w_800`. Names are sorted, so that one transform has one text; all
 * characters are unreserved (RFC 3986, section 2.3), so that nothing on the way encodes them.
 */
export function transformText(transform: object): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(transform)) {
    if (value !== undefined) pairs.push(`${name}_${valueText(value)}`);
  }
  return canonicalText(pairs.join('-'));
}

/** Points and boxes are `0.5x0.25`, colours without `#`. */
function valueText(value: TransformValue): string {
  if (typeof value === 'string') return value.replace(/^#/, '').toLowerCase();
  if (typeof value !== 'object') return String(value);
  return ('x' in value ? [value.x, value.y] : value).join('x');
}
