import { z } from 'zod';
import { notServed, servedOnly } from '../../protocol/not-served.ts';

/** The values of CloudFront's documents, which come as texts. */

export function flag() {
  return z.enum(['true', 'false']).transform((text) => text === 'true');
}

export function whole({ min = 0, max = 2 ** 31 - 1 } = {}) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

/** A name of something, which clients may leave empty for nothing. */
export function optionalName() {
  return z
    .string()
    .transform((name) => (name === '' ? undefined : name))
    .optional();
}

/** A list as CloudFront writes it: how many items, then the items. Absent items are none. */
export function items<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ Quantity: whole(), Items: z.array(item).default([]) });
}

/** A list of which local-aws serves only the one without items. */
export const noItems = z.strictObject({ Quantity: whole(), Items: notServed }).optional();

/** The same of what is switched on and off. */
export const switchedOff = z
  .strictObject({ Enabled: servedOnly('false'), Quantity: whole().optional(), Items: notServed })
  .optional();

export const tagSchema = z.strictObject({
  Items: z
    .array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256).default('') }))
    .default([]),
});

export const markers = { Marker: z.string().default(''), MaxItems: whole({ min: 1 }).default(100) };
