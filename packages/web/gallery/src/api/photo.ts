import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

const point = z.object({ x: z.number(), y: z.number() });
const text = z.optional(z.string());
const number = z.optional(z.number());

const photo = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  updatedAt: z.string(),
  width: number,
  height: number,
  format: text,
  bytes: number,
  dominantColour: text,
  alt: text,
  title: text,
  tags: z.optional(z.array(z.string())),
  focalPoint: z.optional(point),
  code: text,
  reason: text,
  url: z.string(),
  srcset: text,
  sources: z.array(z.object({ type: z.string(), srcset: z.string() })),
  variants: z.array(
    z.object({
      preset: z.string(),
      format: z.string(),
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
      url: z.string(),
    }),
  ),
  facts: z.optional(
    z.object({
      camera: text,
      lens: text,
      exposure: z.optional(
        z.object({ seconds: number, fNumber: number, iso: number, focalLengthMm: number }),
      ),
      takenAt: text,
      description: text,
      creators: z.optional(z.array(z.string())),
      credit: text,
      copyright: text,
      usageTerms: text,
      digitalSourceType: text,
    }),
  ),
});

/** Everything that the view of one photo shows. */
export type Photo = z.infer<typeof photo>;
export type Point = z.infer<typeof point>;

const trail = z.object({
  trail: z.array(
    z.object({
      at: z.string(),
      event: z.enum(['announced', 'uploaded', 'reprocess', 'begun', 'ready', 'failed', 'given-up']),
      requestId: text,
      reason: text,
      variants: number,
      milliseconds: number,
    }),
  ),
});

export type TrailEntry = z.infer<typeof trail>['trail'][number];

/** One image with all its fields. Throws `ApiError` with status 404 if it is gone. */
export async function readPhoto(id: string): Promise<Photo> {
  return photo.parse(await (await callApi(`images/${id}`)).json());
}

/** Says something about an image; null takes it back. */
export async function describePhoto(
  id: string,
  said: {
    readonly alt?: string | null;
    readonly title?: string | null;
    readonly tags?: readonly string[];
    readonly focalPoint?: Point | null;
  },
): Promise<Photo> {
  return photo.parse(await (await callApi(`images/${id}`, { method: 'PATCH', json: said })).json());
}

/** Makes its variants again. */
export async function reprocessPhoto(id: string): Promise<void> {
  await callApi(`images/${id}/reprocess`, { method: 'POST' });
}

/** What happened to it, oldest first. */
export async function readTrail(id: string): Promise<readonly TrailEntry[]> {
  return trail.parse(await (await callApi(`images/${id}/trail`)).json()).trail;
}

/** The address of a transform, signed. */
export async function addressOfTransform(id: string, transform: string, format: string): Promise<string> {
  const query = new URLSearchParams({ transform, ...(format !== '' && { format }) });
  const answer = await (await callApi(`images/${id}/address?${query}`)).json();
  return z.object({ url: z.string() }).parse(answer).url;
}

const parameter = z.object({
  description: z.string(),
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  enum: z.optional(z.array(z.union([z.string(), z.number(), z.boolean()]))),
  minimum: number,
  maximum: number,
});

/** A parameter of a transform, as the API describes it. */
export type TransformParameter = z.infer<typeof parameter> & { readonly name: string };

/** All parameters that a transform can have. */
export async function readTransformParameters(): Promise<readonly TransformParameter[]> {
  const schema = z.object({
    components: z.object({
      schemas: z.object({ Transform: z.object({ properties: z.record(z.string(), parameter) }) }),
    }),
  });
  const { components } = schema.parse(await (await callApi('openapi.json')).json());
  const { properties } = components.schemas.Transform;
  return Object.entries(properties).map(([name, described]) => ({ name, ...described }));
}
