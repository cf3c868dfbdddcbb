import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type ImageChange, imageStateSchema, tableSchema } from '@darkroom/catalog';
import { z } from 'zod';

/** A record of the table's stream, NEW_AND_OLD_IMAGES, as Lambda delivers it. */
const attributesSchema = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object'),
);
export const streamRecordSchema = z.object({
  eventID: z.string(),
  dynamodb: z.object({
    Keys: z.object({ pk: z.object({ S: z.string() }) }),
    ApproximateCreationDateTime: z.number().optional(),
    NewImage: attributesSchema.optional(),
    OldImage: attributesSchema.optional(),
    SequenceNumber: z.string(),
  }),
});

export type StreamRecord = z.output<typeof streamRecordSchema>;

/** What happened to an image, or `undefined` for the table's other rows, where nobody has filtered them out. */
export function changeOf(record: StreamRecord): ImageChange | undefined {
  const { Keys, NewImage, OldImage } = record.dynamodb;
  if (!Keys.pk.S.startsWith(tableSchema.imagePrefix)) return undefined;
  return {
    eventId: record.eventID,
    ...(OldImage ? { before: imageStateSchema.parse(unmarshall(OldImage)) } : {}),
    ...(NewImage ? { after: imageStateSchema.parse(unmarshall(NewImage)) } : {}),
  };
}
