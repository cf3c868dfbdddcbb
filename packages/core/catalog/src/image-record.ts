import * as z from 'zod';
import { factsSchema } from './facts.ts';

export const imageStatuses = ['pending', 'processing', 'ready', 'failed'] as const;
export type ImageStatus = (typeof imageStatuses)[number];

/** What a crop keeps, in fractions of width and height from the top left. */
export const focalPointSchema = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

const variantSchema = z.object({
  preset: z.string(),
  format: z.string(),
  contentType: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  /** In the variants bucket: `{id}/{version}/{attempt}/{preset}.{extension}`. */
  key: z.string(),
  /** Where the image's focal point was, if the picture depends on it. */
  focalPoint: focalPointSchema.optional(),
  /** If it was sought for the preset's target: as the encoder took it, the score of the file, and why that is not the target. */
  quality: z.object({ value: z.int(), score: z.number(), missed: z.string().optional() }).optional(),
});

/** An AVIF that the preset names and that was not made: for what reason, for programs and for people. */
const leftOutSchema = z.object({
  preset: z.string(),
  format: z.string(),
  code: z.string(),
  reason: z.string(),
});

/** What inspecting the original found; width and height after orientation. */
const originalSchema = z.object({
  format: z.string(),
  width: z.int(),
  height: z.int(),
  pages: z.int(),
  hasAlpha: z.boolean(),
  colourSpace: z.string(),
  bytes: z.int(),
});

const placeholderSchema = z.object({
  /** `#rrggbb` */
  dominantColour: z.string(),
  /** Base64, see https://evanw.github.io/thumbhash/ */
  thumbHash: z.string(),
});

/** By what the same photo is found again. */
const fingerprintSchema = z.object({
  /** Of the original's bytes, in hexadecimal digits. */
  sha256: z.string(),
  /** 64 bits in hexadecimal digits, of which pictures that look alike share most; a picture of one colour has none. */
  perceptualHash: z.string().optional(),
});

/** What the API let its caller upload: a form, or parts that it signs. */
const formSchema = z.object({
  /** As announced; absent of images that were announced before parts could be signed. */
  bytes: z.int().optional(),
  contentType: z.string().optional(),
  /** When the API deleted the image. Later uploads with the form, or in parts, are deleted again. */
  sealedAt: z.iso.datetime().optional(),
});

/** Something that happened to an image. */
export const trailEntrySchema = z.object({
  at: z.iso.datetime(),
  event: z.enum(['announced', 'uploaded', 'reprocess', 'begun', 'ready', 'failed', 'given-up']),
  /** Of the invocation that did it; Lambda's retries of one event have the same. */
  requestId: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  /** Of `ready`. */
  variants: z.int().optional(),
  milliseconds: z.number().optional(),
});

const imageRecordSchema = z.object({
  id: z.string(),
  /** In the originals bucket. */
  key: z.string(),
  status: z.enum(imageStatuses),
  /** Absent until the first event about the object; see `versionOf`. */
  version: z.string().optional(),
  eTag: z.string().optional(),
  owner: z.string().optional(),
  /** Joins what all functions say of the upload, up to its webhooks; see `Arrival`. */
  correlationId: z.string().optional(),
  form: formSchema.optional(),
  /** ISO 8601, UTC, milliseconds. */
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  original: originalSchema.optional(),
  placeholder: placeholderSchema.optional(),
  /** Absent if the image was made before there were any; a reprocess adds it. */
  fingerprint: fingerprintSchema.optional(),
  /** The oldest of the owner's images that had the same bytes when this one was processed, if an older one had. */
  duplicateOf: z.string().optional(),
  /** Absent of images that were processed before facts were read. */
  facts: factsSchema.optional(),
  /** Where somebody said that it is; of this original alone. */
  focalPoint: focalPointSchema.optional(),
  /** What people say of the picture; stays when another original comes at the key. */
  alt: z.string().optional(),
  title: z.string().optional(),
  tags: z.array(z.string()).min(1).optional(),
  /** Which original each step has answered for; see `step-answers.ts`. */
  steps: z.array(z.object({ step: z.string(), original: z.string() })).optional(),
  /** While a newer version is processed, these are the previous version's, so pages can still show them. */
  variants: z.array(variantSchema),
  leftOut: z.array(leftOutSchema).optional(),
  /** All that the variants depend on beside the original and its focal point, as a digest; only where duplicates are copied. */
  recipe: z.string().optional(),
  failure: z.object({ code: z.string(), reason: z.string() }).optional(),
  /** What happened to it, oldest first; see `trail.ts`. */
  trail: z.array(trailEntrySchema).optional(),
  /** From the start of the function to the last variant written. */
  processingMs: z.number().optional(),
  expiresAt: z.int().optional(),
});

/** What remains of a removed image, for so long that no late event can bring it back. */
const tombstoneSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.literal('deleted'),
  /** Absent if no event had come. */
  version: z.string().optional(),
  /** The removal that took the image away, where removals after it found nothing. */
  deletedBy: z.string().optional(),
  owner: z.string().optional(),
  correlationId: z.string().optional(),
  form: formSchema.optional(),
  expiresAt: z.int(),
});

export const imageStateSchema = z.discriminatedUnion('status', [imageRecordSchema, tombstoneSchema]);

export type FocalPoint = z.output<typeof focalPointSchema>;
/** What people say about an image; null takes it back, and what is absent stays. */
export type Description = {
  readonly [Said in 'focalPoint' | 'alt' | 'title' | 'tags']?: ImageRecord[Said] | null;
};
/** What somebody says that they will upload. */
export interface Announced {
  readonly bytes: number;
  readonly contentType: string;
}
export type TrailEntry = z.output<typeof trailEntrySchema>;
export type Variant = z.output<typeof variantSchema>;
export type LeftOut = z.output<typeof leftOutSchema>;
export type Original = z.output<typeof originalSchema>;
export type Fingerprint = z.output<typeof fingerprintSchema>;
export type Placeholder = z.output<typeof placeholderSchema>;
export type ImageRecord = z.output<typeof imageRecordSchema>;
export type Tombstone = z.output<typeof tombstoneSchema>;
export type ImageState = ImageRecord | Tombstone;
