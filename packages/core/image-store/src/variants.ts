import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { onDemandTag } from './on-demand-tag.ts';
import { statusOf } from './status-of.ts';

interface File {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** As HTTP says them (RFC 9110, section 14.2). */
export interface ReadConditions {
  readonly range?: string | undefined;
}

/** A stored file, or the part of it that was asked for. */
export interface FoundVariant {
  readonly body: ReadableStream<Uint8Array>;
  readonly contentType: string;
  /** Of `body`. */
  readonly bytes: number;
  readonly wholeBytes: number;
  /** Which part of the whole it is, as HTTP says it; absent where it is the whole. */
  readonly contentRange?: string;
}

/** The bucket for finished variants. */
export interface Variants {
  put(variant: File): Promise<void>;
  /** Stores what somebody asked for, which expires; nothing where it is there already. */
  putOnDemand(variant: File): Promise<void>;
  /** Copies a stored file to a key of its own. False if there is none. */
  copy(file: { readonly from: string; readonly key: string; readonly contentType: string }): Promise<boolean>;
  get(key: string, conditions?: ReadConditions): Promise<FoundVariant | 'missing' | 'unsatisfiable'>;
  /** All keys of a folder (an image's id: all its versions'), at most 1,000 per page. */
  list(folder: string): AsyncIterable<string[]>;
  /** At most 1,000 keys. */
  delete(keys: readonly string[]): Promise<void>;
}

/** `cacheControl` is what browsers and caches are told with every file. */
export function s3Variants(client: S3Client, Bucket: string, cacheControl: string): Variants {
  const inputOf = ({ key, contentType, bytes }: File) => ({
    Bucket,
    Key: key,
    Body: bytes,
    ContentType: contentType,
    CacheControl: cacheControl,
  });
  return {
    async put(file) {
      await client.send(new PutObjectCommand(inputOf(file)));
    },

    async putOnDemand(file) {
      const Tagging = `${onDemandTag.key}=${onDemandTag.value}`;
      try {
        await client.send(new PutObjectCommand({ ...inputOf(file), Tagging, IfNoneMatch: '*' }));
      } catch (error) {
        // 409: another writes it at this moment.
        if (![409, 412].includes(statusOf(error) ?? 0)) throw error;
      }
    },

    async copy({ from, key, contentType }) {
      try {
        await client.send(
          new CopyObjectCommand({
            Bucket,
            Key: key,
            CopySource: `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`,
            // As with a new file: what caches are told may have changed since.
            MetadataDirective: 'REPLACE',
            ContentType: contentType,
            CacheControl: cacheControl,
            TaggingDirective: 'REPLACE',
          }),
        );
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    },

    async get(key, { range } = {}) {
      try {
        const found = await client.send(
          new GetObjectCommand({ Bucket, Key: key, ...(range !== undefined && { Range: range }) }),
        );
        const { Body, ContentType = 'application/octet-stream', ContentLength = 0, ContentRange } = found;
        const body = Body ? Body.transformToWebStream() : Readable.toWeb(Readable.from([]));
        return {
          body: body as ReadableStream<Uint8Array>,
          contentType: ContentType,
          bytes: ContentLength,
          wholeBytes: Number(ContentRange?.split('/').at(-1) ?? ContentLength),
          ...(ContentRange !== undefined && { contentRange: ContentRange }),
        };
      } catch (error) {
        if (statusOf(error) === 404) return 'missing';
        if (statusOf(error) === 416) return 'unsatisfiable';
        throw error;
      }
    },

    async *list(folder) {
      const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: `${folder}/` });
      for await (const { Contents = [] } of pages) {
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
