import * as z from 'zod';
import { imageEventTypes } from './trigger.ts';

const image = z.object({
  id: z.string().meta({ description: 'The same for every version of the object with this key.' }),
  key: z.string().meta({ description: 'Of the original in its bucket.' }),
  version: z.string().meta({
    description: 'Orders what happened at a key: compared as text, the greater one is newer.',
  }),
  owner: z.string().optional().meta({ description: 'Who announced the upload, if somebody did.' }),
  correlationId: z.string().optional().meta({
    description: 'Joins it with what the logs say of the upload: `darkroom logs --correlation`.',
  }),
});

const failedImage = image.extend({
  code: z.string().optional().meta({ description: 'Why it failed, for programs: docs/reliability.md.' }),
  reason: z.string().optional().meta({ description: 'Why it failed, for people.' }),
});

const [ready, failed, deleted] = imageEventTypes;

/** What happened to an image; webhooks, listening functions and the event bus get the same. */
export const imageEventSchema = z.discriminatedUnion('type', [
  eventSchema(ready, image),
  eventSchema(failed, failedImage),
  eventSchema(deleted, image),
]);

export type ImageEvent = z.output<typeof imageEventSchema>;

function eventSchema<Type extends string, Image extends z.ZodType>(type: Type, ofImage: Image) {
  return z.object({
    id: z.string().meta({ description: 'The same for each delivery of one outcome.' }),
    type: z.literal(type),
    createdAt: z.iso.datetime().meta({ description: 'When the image became so.' }),
    image: ofImage,
  });
}
