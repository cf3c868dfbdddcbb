import * as z from 'zod';

const formatSchema = z.enum(['jpeg', 'png', 'webp', 'avif', 'gif', 'same']);
const sideSchema = z.int().min(1).max(16_383); // WebP's limit, the smallest of all formats

/** One kind of picture, in one or more formats. Only `width` or `height` is required; the other follows from the aspect ratio. */
export const presetSchema = z
  .strictObject({
    /** Pixels. */
    width: sideSchema.optional(),
    height: sideSchema.optional(),
    /** As CSS object-fit: cover crops, contain pads, inside and outside keep the aspect ratio. */
    fit: z.enum(['cover', 'contain', 'inside', 'outside']).default('inside'),
    /** What a crop keeps: the most salient region, the busiest, the image's own focal point, or a point in fractions. */
    focus: z
      .union([
        z.enum(['center', 'attention', 'entropy', 'own']),
        z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
      ])
      .default('center'),
    /**
     * A file of each; an address without an extension gives every browser the one that it likes best. `same` keeps the
     * original's format if it is one of these; otherwise JPEG, or PNG with alpha.
     */
    formats: z
      .array(formatSchema)
      .min(1, 'needs at least one format')
      .refine((formats) => new Set(formats).size === formats.length, 'must name each format once')
      .readonly()
      .optional(),
    /** The only one of `formats`, as configurations of old have it. */
    format: formatSchema.optional(),
    /**
     * Of every format: 1 to 100 as encoders mean it, or how much pictures look like the original, from 60 to 95, for which
     * each picture has a quality of its own. The default depends on the format.
     */
    quality: z
      .union([z.int().min(1).max(100), z.strictObject({ target: z.int().min(60).max(95) })], {
        error: 'must be a whole number from 1 to 100, or { target } with one from 60 to 95',
      })
      .optional(),
    /** Replaces transparency in JPEG and fills the bars of `contain`. In JPEG a translucent one is blended with white. */
    background: z
      .string()
      .regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i, 'must be a colour such as #ffffff')
      .default('#ffffff'),
    /** Enlarges originals that are smaller than the preset. */
    enlarge: z.boolean().default(false),
  })
  .refine((preset) => preset.width !== undefined || preset.height !== undefined, 'needs a width or a height')
  .refine(({ format, formats }) => !format || !formats, {
    path: ['format'],
    message: 'must be left out where there are formats: add it to them',
  })
  .transform(({ format, formats = [format ?? 'webp'], ...preset }) => ({ ...preset, formats }));

export type Preset = z.output<typeof presetSchema>;
export type Presets = Readonly<Record<string, Preset>>;
