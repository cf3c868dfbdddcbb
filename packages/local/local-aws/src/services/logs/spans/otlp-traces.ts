import { z } from 'zod';

/** Of OTLP in JSON: https://github.com/open-telemetry/opentelemetry-proto, trace.proto and common.proto. */
const value: z.ZodType<unknown> = z.lazy(() =>
  z.union([
    z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
    z.object({ boolValue: z.boolean() }).transform(({ boolValue }) => boolValue),
    z.object({ intValue: z.coerce.number() }).transform(({ intValue }) => intValue),
    z.object({ doubleValue: z.number() }).transform(({ doubleValue }) => doubleValue),
    z
      .object({ arrayValue: z.object({ values: z.array(value).default([]) }) })
      .transform(({ arrayValue }) => arrayValue.values),
    z.object({}).transform(() => null),
  ]),
);
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map((pair) => [pair.key, pair.value])));

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const;
const statuses = ['UNSET', 'OK', 'ERROR'] as const;

const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/i),
  spanId: z.string().regex(/^[0-9a-f]{16}$/i),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int().min(0).max(5).default(0),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  status: z.object({ code: z.int().min(0).max(2).default(0), message: z.string().optional() }).prefault({}),
});
type Span = z.output<typeof span>;

export const tracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).prefault({}),
      scopeSpans: z.array(
        z.object({
          scope: z.object({ name: z.string().default('') }).prefault({}),
          spans: z.array(span).default([]),
        }),
      ),
    }),
  ),
});

/** The lines of a request's spans as CloudWatch has them, each at its span's end. Source: CloudWatch user guide, "Spans". */
export function spanLines({ resourceSpans }: z.output<typeof tracesSchema>) {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((one) => ({
        timestamp: Number(one.endTimeUnixNano / 1_000_000n),
        message: JSON.stringify({ resource, scope, ...described(one) }),
      })),
    ),
  );
}

function described({ kind, status, startTimeUnixNano, endTimeUnixNano, ...rest }: Span) {
  return {
    ...rest,
    kind: kinds[kind],
    startTimeUnixNano: Number(startTimeUnixNano),
    endTimeUnixNano: Number(endTimeUnixNano),
    durationNano: Number(endTimeUnixNano - startTimeUnixNano),
    status: { ...status, code: statuses[status.code] },
  };
}
