import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FormUpload } from '@darkroom/image-events';
import { TooLarge } from '@darkroom/imaging';
import { statusOf } from './status-of.ts';

/** The bucket to which originals are uploaded. */
export interface Originals {
  /**
   * Returns exactly the object that the event was about, or why it is no longer available. Throws `TooLarge` before the
   * download begins.
   */
  read(object: { key: string; eTag: string }): Promise<Uint8Array | 'missing' | 'replaced'>;
  /** The ETag of the object that is now at a key, `undefined` if there is none. */
  eTagOf(key: string): Promise<string | undefined>;
  /** Deletes exactly the object that a form created, and nothing that was written to its key since. */
  remove(upload: FormUpload & { key: string; eTag: string }): Promise<void>;
}

export function s3Originals(client: S3Client, Bucket: string, maxBytes: number): Originals {
  return {
    async read({ key, eTag }) {
      try {
        const { Body, ContentLength = 0 } = await client.send(
          new GetObjectCommand({ Bucket, Key: key, IfMatch: `"${eTag}"` }),
        );
        if (ContentLength > maxBytes) {
          if (Body instanceof Readable) Body.destroy();
          throw new TooLarge(
            `The file has ${ContentLength} bytes, more than limits.maxBytes ${maxBytes}: raise the limit or upload a smaller file.`,
          );
        }
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        const status = statusOf(error);
        if (status === 404) return 'missing';
        if (status === 412) return 'replaced';
        throw error;
      }
    },
    async eTagOf(key) {
      return (await head(key))?.eTag;
    },
    async remove({ key, eTag, at, versionId }) {
      if (versionId !== undefined) {
        await client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }));
        return;
      }
      const current = await head(key);
      if (current?.eTag !== eTag || current.lastModified > at) return;
      // LocalStack refuses If-Match here. Without it, an object written between these two requests is deleted too.
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
  };

  async function head(key: string): Promise<{ eTag: string; lastModified: Date } | undefined> {
    try {
      const { ETag = '', LastModified = new Date(0) } = await client.send(
        new HeadObjectCommand({ Bucket, Key: key }),
      );
      return { eTag: ETag.replaceAll('"', ''), lastModified: LastModified };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }
}
