import { discardUpload } from '../multipart/discard-upload.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { Store } from '../storage/store.ts';
import { parseXml } from '../wire/xml.ts';
import { lifecycleConfiguration, rulePrefix } from './lifecycle-configuration.ts';

const dayMs = 24 * 3_600_000;

/** Carries out AbortIncompleteMultipartUpload. S3 checks once a day; this one whenever it is called. */
export async function abortUnfinishedUploads(store: Store, now: Date): Promise<void> {
  for await (const bucket of store.buckets.all()) {
    for (const { prefix, days } of abortRules(bucket)) {
      for await (const upload of store.uploads.ofBucket(bucket.name)) {
        const dueAt = Date.parse(upload.initiated) + days * dayMs;
        if (!upload.key.startsWith(prefix) || dueAt > now.getTime()) continue;
        await store.exclusive(bucket.name, async () => {
          // It may have been completed while others held the lock; then its parts belong to an object.
          const unfinished = await store.uploads.find(bucket.name, upload.key, upload.uploadId);
          if (unfinished) await discardUpload(store, unfinished);
        });
      }
    }
  }
}

function abortRules({ configuration }: Bucket): { prefix: string; days: number }[] {
  if (!configuration.lifecycle) return [];
  const { Rule } = parseXml(
    configuration.lifecycle.document,
    'LifecycleConfiguration',
    lifecycleConfiguration,
  );
  return Rule.flatMap((rule) =>
    rule.Status === 'Enabled' && rule.AbortIncompleteMultipartUpload
      ? [{ prefix: rulePrefix(rule), days: Number(rule.AbortIncompleteMultipartUpload.DaysAfterInitiation) }]
      : [],
  );
}
