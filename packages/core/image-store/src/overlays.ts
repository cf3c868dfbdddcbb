import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { statusOf } from './status-of.ts';

/** The bucket of pictures that are put over others, such as watermarks. */
export interface Overlays {
  /** Of `{name}.png`. */
  read(name: string): Promise<Uint8Array | 'missing' | 'too large'>;
}

export function s3Overlays(client: S3Client, Bucket: string, maxBytes: number): Overlays {
  return {
    async read(name) {
      try {
        const { Body, ContentLength = 0 } = await client.send(
          new GetObjectCommand({ Bucket, Key: `${name}.png` }),
        );
        if (ContentLength <= maxBytes) return (await Body?.transformToByteArray()) ?? new Uint8Array();
        if (Body instanceof Readable) Body.destroy();
        return 'too large';
      } catch (error) {
        if (statusOf(error) === 404) return 'missing';
        throw error;
      }
    },
  };
}
