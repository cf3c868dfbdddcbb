import * as z from 'zod';
import type { Point } from '../box.ts';

/** What OpenAPI says of a value (JSON Schema). */
export type ValueSchema =
  | { readonly type: 'integer' | 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'string'; readonly enum: string[] }
  | { readonly type: 'string'; readonly pattern: string }
  | { readonly type: 'boolean' }
  | { readonly anyOf: ValueSchema[] };

/** A kind of value: how an address writes it, and what it is in code. */
export interface Kind<Value> {
  readonly schema: z.ZodType<Value, string>;
  /** For readers of the documentation. */
  readonly range: string;
  /** Its type in TypeScript, for those who build addresses. */
  readonly type: string;
  /** For programs: what its text stands for. */
  readonly json: ValueSchema;
}

/** A whole number, in digits. */
export function whole({ min, max, unit }: { min: number; max: number; unit: string }): Kind<number> {
  return {
    schema: z
      .string()
      .regex(/^\d{1,6}$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.int().min(min).max(max)),
    range: `${min} to ${max} ${unit}`.trim(),
    type: 'number',
    json: { type: 'integer', minimum: min, maximum: max },
  };
}

const decimal = /^(?:0|[1-9]\d{0,3})(?:\.\d{1,4})?$/;

/** A number, with at most four digits behind the point. */
export function number({ min, max, unit = '' }: { min: number; max: number; unit?: string }): Kind<number> {
  return {
    schema: z
      .string()
      .regex(decimal, 'must be a number')
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
    range: `${min} to ${max} ${unit}`.trim(),
    type: 'number',
    json: { type: 'number', minimum: min, maximum: max },
  };
}

export function choice<const Choice extends string>(choices: readonly Choice[]): Kind<Choice> {
  return {
    schema: z.enum(choices) as unknown as z.ZodType<Choice, string>,
    range: choices.map((text) => `\`${text}\``).join(', '),
    type: choices.map((text) => `'${text}'`).join(' | '),
    json: { type: 'string', enum: [...choices] },
  };
}

export const flag: Kind<boolean> = {
  schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
  range: '`true` or `false`',
  type: 'boolean',
  json: { type: 'boolean' },
};

const name = /^[a-z0-9]{1,32}$/;

/** A name, in an address. */
export const word: Kind<string> = {
  schema: z.string().regex(name, 'must be lower-case letters and digits'),
  range: '1 to 32 lower-case letters and digits',
  type: 'string',
  json: { type: 'string', pattern: name.source },
};

const hex = /^[0-9a-f]{6}(?:[0-9a-f]{2})?$/;

/** `ff8800`, with alpha `ff880080`; in code `#ff8800`. */
export const colour: Kind<string> = {
  schema: z
    .string()
    .regex(hex, 'must be a colour such as ff8800 or ff880080')
    .transform((digits) => `#${digits}`),
  range: 'a colour, `ff8800` or with alpha `ff880080`',
  type: 'string',
  json: { type: 'string', pattern: hex.source },
};

/** So many fractions of the picture's sides, joined by `x`. */
function fractions(count: number): z.ZodType<number[], string> {
  return z
    .string()
    .transform((text) => text.split('x'))
    .pipe(
      z
        .array(
          z
            .string()
            .regex(decimal, 'must be fractions such as 0.25')
            .transform(Number)
            .pipe(z.number().max(1)),
        )
        .length(count),
    );
}

/** So many of them; that they lie within the picture, no pattern says. */
function fractionsPattern(count: number): string {
  return `^${Array(count).fill('(0(\\.[0-9]{1,4})?|1(\\.0{1,4})?)').join('x')}$`;
}

export const point: Kind<Point> = {
  schema: fractions(2).transform(([x = 0, y = 0]) => ({ x, y })),
  range: 'fractions of width and height from the top left, `0.5x0.25`',
  type: '{ x: number; y: number }',
  json: { type: 'string', pattern: fractionsPattern(2) },
};

/** In fractions of the picture's sides. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const region: Kind<Region> = {
  schema: fractions(4)
    .transform(([left = 0, top = 0, width = 0, height = 0]) => ({ left, top, width, height }))
    .refine(({ width, height }) => width > 0 && height > 0, 'needs a width and a height')
    .refine(
      ({ left, top, width, height }) => left + width <= 1.0001 && top + height <= 1.0001,
      'must lie within the picture',
    ),
  range: 'left, top, width and height in fractions, `0.1x0.1x0.5x0.5`',
  type: 'readonly [left: number, top: number, width: number, height: number]',
  json: { type: 'string', pattern: fractionsPattern(4) },
};

export function either<A, B>(a: Kind<A>, b: Kind<B>): Kind<A | B> {
  return {
    schema: z.union([a.schema, b.schema]),
    range: `${a.range}, or ${b.range}`,
    type: `${a.type} | ${b.type}`,
    json: { anyOf: [a.json, b.json] },
  };
}
