import fc from 'fast-check';
import { z } from 'zod';

const kindSchema = z.enum(['string', 'integer', 'number', 'boolean', 'object', 'array']);

/** The part of JSON Schema that the API's parameters and bodies use. */
const valueSchema = z.object({
  type: z.union([kindSchema, z.tuple([kindSchema, z.literal('null')])]),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).default([]),
  get items() {
    return valueSchema.optional();
  },
  get properties() {
    return z.record(z.string(), valueSchema).optional();
  },
});
export type ValueSchema = z.output<typeof valueSchema>;

const operationSchema = z.object({
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query']), schema: valueSchema }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: valueSchema }) }) })
    .optional(),
  responses: z.record(z.string(), z.unknown()),
});

/** What another host serves is no operation of the API. */
const elsewhereSchema = z.object({ servers: z.array(z.unknown()).min(1) }).transform(() => undefined);

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.union([elsewhereSchema, operationSchema]))),
});

export interface Operation {
  readonly method: string;
  /** `/images/{id}` */
  readonly path: string;
  readonly parameters: readonly { name: string; in: 'path' | 'query'; schema: ValueSchema }[];
  readonly body?: ValueSchema;
  /** The statuses that the document lists. */
  readonly statuses: readonly number[];
}

/** The API's own operations in an OpenAPI 3.1 document. Throws a `ZodError` if it does not understand something. */
export function operationsOf(document: unknown): Operation[] {
  return Object.entries(documentSchema.parse(document).paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      if (!operation) return [];
      const { parameters, requestBody, responses } = operation;
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        ...(requestBody && { body: requestBody.content['application/json'].schema }),
        statuses: Object.keys(responses).map(Number),
      };
    }),
  );
}

/** Values that the schema allows. */
export function valid(schema: ValueSchema): fc.Arbitrary<unknown> {
  if (typeof schema.type === 'string') return valuesOf(schema, schema.type);
  return fc.option(valuesOf(schema, schema.type[0]));
}

function valuesOf(schema: ValueSchema, kind: z.output<typeof kindSchema>): fc.Arbitrary<unknown> {
  const { minimum = -1e6, maximum = 1e6, minLength = 0, maxLength = 50 } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (kind) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: minimum, max: maximum });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'string':
      return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 50) });
    case 'array': {
      const { items, maxItems = 10 } = schema;
      return items ? fc.array(valid(items), { maxLength: maxItems }) : fc.constant([]);
    }
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).map(([name, each]) => {
        const value = valid(each);
        return [name, schema.required.includes(name) ? value : fc.option(value, { nil: undefined })];
      });
      return fc.record(Object.fromEntries(members));
    }
  }
}
