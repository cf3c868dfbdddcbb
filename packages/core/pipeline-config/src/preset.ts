import { z } from 'zod';

const sideSchema = z.int().min(1).max(16_383); // WebP's limit, the smallest of all formats

/** One kind of variant. Only `width` or `height` is required; the other follows from the aspect ratio. */
export const presetSchema = z
  .strictObject({
    /** Pixels. */
    width: sideSchema.optional(),
    height: sideSchema.optional(),
    /** As CSS object-fit: cover crops, contain pads, inside and outside keep the aspect ratio. */
    fit: z.enum(['cover', 'contain', 'inside', 'outside']).default('inside'),
    /** What a crop keeps: the most salient region, the busiest, or a point in fractions of width and height. */
    focus: z
      .union([
        z.enum(['center', 'attention', 'entropy']),
        z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
      ])
      .default('center'),
    /** `same` keeps the original's format if it is one of these; otherwise JPEG, or PNG with alpha. */
    format: z.enum(['jpeg', 'png', 'webp', 'avif', 'gif', 'same']).default('webp'),
    /** 1 to 100; the default depends on the format. */
    quality: z.int().min(1).max(100).optional(),
    /** Replaces transparency in JPEG and fills the bars of `contain`. In JPEG a translucent one is blended with white. */
    background: z
      .string()
      .regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i, 'must be a colour such as #ffffff')
      .default('#ffffff'),
    /** Enlarges originals that are smaller than the preset. */
    enlarge: z.boolean().default(false),
  })
  .refine((preset) => preset.width !== undefined || preset.height !== undefined, 'needs a width or a height');

export type Preset = z.output<typeof presetSchema>;
export type Presets = Readonly<Record<string, Preset>>;
