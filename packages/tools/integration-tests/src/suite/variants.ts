import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { s3, target } from '../target.ts';

/** Keys of all variants that the variants bucket holds for an original. */
export async function variantKeys(originalKey: string): Promise<string[]> {
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: target.variantsBucket, Prefix: `${imageId(originalKey)}/` },
  );
  const keys: string[] = [];
  for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  return keys;
}
