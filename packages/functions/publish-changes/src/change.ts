import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type ImageState, imageStateSchema, tableSchema } from '@darkroom/catalog';
import * as z from 'zod';

/** A record of the table's stream, NEW_AND_OLD_IMAGES, as Lambda delivers it. */
const attributesSchema = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object'),
);
export const streamRecordSchema = z.object({
  eventID: z.string(),
  dynamodb: z.object({
    Keys: z.object({ pk: z.object({ S: z.string() }) }),
    NewImage: attributesSchema.optional(),
    OldImage: attributesSchema.optional(),
  }),
});

export type StreamRecord = z.output<typeof streamRecordSchema>;

export interface ImageChange {
  readonly id: string;
  readonly before?: ImageState;
  readonly after?: ImageState;
}

/** What happened to an image; `undefined` for other rows of the table, in case no filter has removed them. */
export function changeOf(record: StreamRecord): ImageChange | undefined {
  const { Keys, NewImage, OldImage } = record.dynamodb;
  const { imagePrefix } = tableSchema;
  if (!Keys.pk.S.startsWith(imagePrefix)) return undefined;
  return {
    id: Keys.pk.S.slice(imagePrefix.length),
    ...(OldImage ? { before: imageStateSchema.parse(unmarshall(OldImage)) } : {}),
    ...(NewImage ? { after: imageStateSchema.parse(unmarshall(NewImage)) } : {}),
  };
}
