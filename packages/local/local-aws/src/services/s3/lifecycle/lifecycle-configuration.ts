import { z } from 'zod';
import { tag } from '../bucket/documents/tagging.ts';
import { element, flag, integer, repeated } from '../wire/xml.ts';

const when = {
  Date: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  Days: integer().optional(),
};
const transitionClass = z.enum([
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]);
const predicates = {
  Prefix: z.string().optional(),
  ObjectSizeGreaterThan: integer().optional(),
  ObjectSizeLessThan: integer().optional(),
};

const rule = element({
  ID: z.string().optional(),
  Prefix: z.string().optional(),
  Filter: element({
    ...predicates,
    Tag: tag.optional(),
    And: element({ ...predicates, Tag: repeated(tag) }).optional(),
  }).optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Expiration: element({ ...when, ExpiredObjectDeleteMarker: flag().optional() }).optional(),
  Transition: repeated(element({ ...when, StorageClass: transitionClass })),
  NoncurrentVersionExpiration: element({
    NoncurrentDays: integer().optional(),
    NewerNoncurrentVersions: integer().optional(),
  }).optional(),
  NoncurrentVersionTransition: repeated(
    element({
      NoncurrentDays: integer().optional(),
      NewerNoncurrentVersions: integer().optional(),
      StorageClass: transitionClass,
    }),
  ),
  AbortIncompleteMultipartUpload: element({ DaysAfterInitiation: integer() }).optional(),
});

/** A bucket's lifecycle configuration in the form in which it is put and stored. */
export const lifecycleConfiguration = element({ Rule: repeated(rule) });
export type LifecycleRule = z.output<typeof rule>;

/** The prefix of the keys to which a rule applies. */
export function rulePrefix({ Prefix, Filter }: LifecycleRule): string {
  return Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
}
