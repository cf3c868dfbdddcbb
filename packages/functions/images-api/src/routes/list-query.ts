import {
  type Filter,
  furthestDistance,
  type ImageStatus,
  imageStatuses,
  type Search,
} from '@darkroom/catalog';
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
    camera: z.string().min(1).max(200).optional().openapi({
      description: "The camera's name as `facts` has it, in upper or lower case.",
      example: 'Canon EOS R6',
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
    ({ near, status, camera, ...query }) =>
      near === undefined || (status ?? camera ?? indexOf(query).search) === undefined,
    '`near` goes with no other filter',
  );

interface Query {
  readonly status?: ImageStatus | undefined;
  readonly tag?: string | undefined;
  readonly name?: string | undefined;
  readonly camera?: string | undefined;
  readonly sort: 'uploaded' | 'taken';
  readonly takenFrom?: string | undefined;
  readonly takenTo?: string | undefined;
}

/** What an index finds; without a search it is the list of a status. What no index finds is checked of each image. */
export function searchOf(query: Query): { readonly search?: Search; readonly also: Filter } {
  const { search, left } = indexOf(query);
  const { status, camera } = query;
  return search ? { search, also: { ...left, status, camera } } : { also: { camera } };
}

/** The order follows from the index: by name, by the time when they were taken, or newest first. */
function indexOf({ tag, name, sort, takenFrom: from, takenTo: to }: Omit<Query, 'status' | 'camera'>): {
  readonly search?: Search;
  readonly left: Filter;
} {
  const isTaken = sort === 'taken' || from !== undefined || to !== undefined;
  const taken = isTaken ? { from, to } : undefined;
  if (name !== undefined) return { search: { name }, left: { tag, taken } };
  if (taken) return { search: { taken }, left: { tag } };
  return tag === undefined ? { left: {} } : { search: { tag }, left: {} };
}
