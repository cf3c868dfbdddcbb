import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

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
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
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
