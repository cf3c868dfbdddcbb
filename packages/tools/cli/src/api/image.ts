import { z } from 'zod';

export const variantSchema = z.object({
  preset: z.string(),
  format: z.string(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  url: z.string(),
});

/** What the command line reads of the API's image; `--json` prints all that the API says. */
export const imageSchema = z.looseObject({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  createdAt: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string().optional(),
  bytes: z.number().optional(),
  title: z.string().optional(),
  alt: z.string().optional(),
  tags: z.array(z.string()).optional(),
  duplicateOf: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  /** Lasting: `/{preset}` behind it is a picture. */
  url: z.string(),
  variants: z.array(variantSchema).default([]),
});

export type Image = z.output<typeof imageSchema>;

export const pageSchema = z.object({ images: z.array(imageSchema), cursor: z.string().optional() });

const announcedImageSchema = z.object({
  id: z.string(),
  key: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});

/** An image and the form to send it with. */
export type Announced = z.output<typeof announcedImageSchema>;

export const announcedSchema = z.union([z.object({ duplicateOf: z.string() }), announcedImageSchema]);

export const statisticsSchema = z.looseObject({
  images: z.number(),
  variants: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  byStatus: z.object({
    pending: z.number(),
    processing: z.number(),
    ready: z.number(),
    failed: z.number(),
  }),
});

export const addressSchema = z.object({ url: z.url() });

/** Where to send one request of an upload in parts, with which headers. */
export const signedRequestSchema = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
});

/** RFC 9457. */
export const problemSchema = z.object({
  code: z.string().optional(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});
