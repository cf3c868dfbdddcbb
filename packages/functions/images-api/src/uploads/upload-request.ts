import { z } from '@hono/zod-openapi';

/** Every part but the last has so many bytes; S3 wants at least 5 MiB of each. */
export const partBytes = 8 * 1024 ** 2;

const uploadId = z
  .string()
  .min(1)
  .max(1024)
  .openapi({ description: "S3's answer to the request that begins." });

/** One request to S3 of an upload in parts, by its method as S3 has it. */
export const uploadRequestSchema = z
  .strictObject({
    method: z.enum(['POST', 'PUT', 'GET', 'DELETE']),
    uploadId: uploadId.optional(),
    partNumber: z.int().min(1).max(10_000).optional(),
  })
  .refine(({ method, uploadId }) => method === 'POST' || uploadId !== undefined, 'needs an uploadId')
  .refine(
    ({ method, partNumber }) => (method === 'PUT') === (partNumber !== undefined),
    'has a partNumber if, and only if, its method is PUT',
  )
  .openapi({
    description:
      '`POST` begins an upload and, with its `uploadId`, completes it; `PUT` sends a part, `GET` lists the parts that are there, `DELETE` aborts.',
  });

export type UploadRequest = z.output<typeof uploadRequestSchema>;

/** How many bytes a part must have; undefined if the announced image has no such part. */
export function bytesOfPart(partNumber: number, imageBytes: number): number | undefined {
  const left = imageBytes - (partNumber - 1) * partBytes;
  return left > 0 ? Math.min(left, partBytes) : undefined;
}
