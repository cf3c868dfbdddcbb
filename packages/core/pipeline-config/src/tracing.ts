import * as z from 'zod';

/** What each function does and how long it takes, told by OpenTelemetry. */
export const tracingSchema = z.strictObject({
  /** The share of uploads and requests that are traced. */
  ratio: z.number().positive().max(1).default(1),
  /** Gets the spans, as OTLP's JSON over HTTP. Default: CloudWatch, in its region. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
});
