import {
  DeleteObjectsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

/** The bucket for finished variants. */
export interface Variants {
  put(variant: { key: string; contentType: string; bytes: Uint8Array }): Promise<void>;
  /** All keys of an image, of every version, at most 1,000 per page. */
  list(id: string): AsyncIterable<string[]>;
  /** At most 1,000 keys. */
  delete(keys: readonly string[]): Promise<void>;
}

export function s3Variants(client: S3Client, Bucket: string): Variants {
  return {
    async put({ key, contentType, bytes }) {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: key,
          Body: bytes,
          ContentType: contentType,
          CacheControl: 'public, max-age=31536000, immutable',
        }),
      );
    },

    async *list(id) {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: `${id}/` })) {
        yield Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
      }
    },

    async delete(keys) {
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({
          Bucket,
          Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
        }),
      );
      const [first] = Errors; // S3 answers 200 even if it refused some
      if (first)
        throw new Error(
          `S3 did not delete ${Errors.length} variants; ${first.Key}: ${first.Code} ${first.Message}`,
        );
    },
  };
}
