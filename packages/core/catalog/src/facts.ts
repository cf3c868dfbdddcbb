import * as z from 'zod';

/** What an original's file says about the photo. Every text is bounded where it is read, in `imaging`. */
export const factsSchema = z.object({
  camera: z.string().optional(),
  lens: z.string().optional(),
  exposure: z
    .object({
      seconds: z.number().optional(),
      fNumber: z.number().optional(),
      iso: z.number().optional(),
      focalLengthMm: z.number().optional(),
      equivalentFocalLengthMm: z.number().optional().describe('What would show as much on 35 mm film.'),
    })
    .optional(),
  takenAt: z
    .string()
    .optional()
    .describe('ISO 8601, where the camera was; with its offset from UTC if the file says that.'),
  title: z.string().optional(),
  description: z.string().optional(),
  keywords: z.array(z.string()).optional(),
  creators: z.array(z.string()).optional(),
  credit: z.string().optional(),
  copyright: z.string().optional(),
  usageTerms: z.string().optional(),
  digitalSourceType: z
    .string()
    .optional()
    .describe(
      'A term of https://cv.iptc.org/newscodes/digitalsourcetype, such as trainedAlgorithmicMedia for what an AI made.',
    ),
  contentCredentials: z
    .literal(true)
    .optional()
    .describe('The original holds C2PA Content Credentials; they are not verified.'),
  location: z
    .object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() })
    .optional()
    .describe('Degrees and metres; only where `keepLocation` of the configuration is on.'),
});

export type Facts = z.output<typeof factsSchema>;
