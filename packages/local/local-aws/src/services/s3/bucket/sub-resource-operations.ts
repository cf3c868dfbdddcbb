import { AwsError } from '../../../protocol/aws-error.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import type { StoredConfiguration } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { noContent, xmlText } from '../wire/responses.ts';
import { parseXml, writeXml } from '../wire/xml.ts';
import type { SubResource } from './sub-resource.ts';

export function getSubResource(row: SubResource): S3Operation {
  return {
    name: `Get${row.operation}`,
    action: `s3:Get${row.action}`,
    async run({ store, bucket }) {
      const stored = (await requireBucket(store, bucket)).configuration[row.query];
      if (stored) return xmlText(stored.document, stored.headers);
      if ('document' in row.absent) return xmlText(row.absent.document);
      throw new AwsError(row.absent.code, row.absent.message, 404, { fields: { BucketName: bucket } });
    },
  };
}

export function putSubResource(row: SubResource): S3Operation {
  return {
    name: `Put${row.operation}`,
    action: `s3:Put${row.action}`,
    async run(call) {
      const parsed = parseXml(await readDocument(call), row.root, row.schema);
      const headers = row.header
        ? { [row.header.name]: row.header.read(header(call, row.header.name)) }
        : undefined;
      const kept = row.check ? await row.check(parsed as never, call) : parsed;
      const value = kept && { document: writeXml(row.root, kept), ...(headers ? { headers } : {}) };
      await configure(call, row.query, value);
      return { status: row.putStatus ?? 200, ...(headers ? { headers } : {}) };
    },
  };
}

export function deleteSubResource(row: SubResource, name: string): S3Operation {
  return {
    name,
    action: `s3:Put${row.action}`,
    async run(call) {
      await configure(call, row.query, undefined);
      return noContent();
    },
  };
}

/** Sets a part of the bucket's configuration, or removes it. */
export async function configure(
  { store, bucket }: S3Call,
  name: string,
  value: StoredConfiguration | undefined,
): Promise<void> {
  await store.exclusive(bucket, async () => {
    const stored = await requireBucket(store, bucket);
    const { [name]: _, ...others } = stored.configuration;
    await store.buckets.put({ ...stored, configuration: value ? { ...others, [name]: value } : others });
  });
}
