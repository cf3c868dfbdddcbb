import { furthestDistance, imageStatuses, type Search } from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';
import { isField, listedFields } from '../image-document.ts';
import { tagSchema } from '../words.ts';

/** As much of a time as somebody wants to say. */
const timeSchema = z
  .string()
  .regex(/^\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?$/, 'is a time such as 2026-05 or 2026-05-01T12:00');

export const listQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().optional().openapi({ description: 'The cursor that the previous page returned.' }),
    status: z.enum(imageStatuses).optional(),
    tag: tagSchema.optional().openapi({ example: 'beach' }),
    name: z.string().min(1).max(100).optional().openapi({
      description: "The beginning of a file's name, in upper or lower case. Sorted by name.",
      example: 'img_20',
    }),
    sort: z.enum(['uploaded', 'taken']).default('uploaded').openapi({
      description: '`taken`: images whose file says when they were taken, by the clock of the camera.',
    }),
    takenFrom: timeSchema.optional().openapi({
      description: 'Only photos that were taken then or later; implies `sort=taken`.',
      example: '2026-05',
    }),
    takenTo: timeSchema.optional().openapi({
      description: 'Only photos that were taken then or earlier: `2026-05` includes all of May.',
      example: '2026-05-31',
    }),
    near: z.string().optional().openapi({
      description:
        'The id of an image: lists the images that look like it instead, most alike first, without cursor and status.',
    }),
    distance: z.coerce.number().int().min(0).max(furthestDistance).default(furthestDistance).openapi({
      type: 'integer', // zod would make 0 of null
      description: 'With `near`: in how many of the 64 bits of `perceptualHash` they may differ.',
    }),
    fields: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().refine(isField, 'names no field of an image')))
      .default([...listedFields])
      .openapi({
        type: 'string',
        description: `Fields of an image, separated by commas. Left out: ${listedFields.join(', ')}.`,
        example: 'key,variants,srcset',
      }),
  })
  .refine(
    ({ status, near, ...query }) => [status, near, ...searchesIn(query)].filter(Boolean).length < 2,
    'goes with one of status, tag, name, a time and near alone',
  );

interface Query {
  readonly tag?: string | undefined;
  readonly name?: string | undefined;
  readonly sort: 'uploaded' | 'taken';
  readonly takenFrom?: string | undefined;
  readonly takenTo?: string | undefined;
}

/** What to look for; `undefined` for all images or those with a status. */
export function searchOf(query: Query): Search | undefined {
  return searchesIn(query)[0];
}

function searchesIn({ tag, name, sort, takenFrom: from, takenTo: to }: Query): Search[] {
  const isTaken = sort === 'taken' || from !== undefined || to !== undefined;
  return [
    ...(tag === undefined ? [] : [{ tag }]),
    ...(name === undefined ? [] : [{ name }]),
    ...(isTaken ? [{ taken: { from, to } }] : []),
  ];
}
