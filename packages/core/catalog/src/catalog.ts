import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ImageNotFoundError, NotUploadedError } from './errors.ts';
import type { GivenUpCode } from './given-up.ts';
import { imageId } from './image-id.ts';
import type { ImageRecord, ImageState } from './image-record.ts';
import { dynamoTable, type ImageTable } from './image-table.ts';
import { type ListOptions, listImages, type Page } from './listing.ts';
import type { Arrival, Development } from './transitions.ts';
import * as transitions from './transitions.ts';
import { isGarbage } from './variant-key.ts';
import { nextReprocess } from './version.ts';

export type Catalog = ReturnType<typeof catalogOn>;

/** What `begin` found. */
export interface Beginning {
  /** `current`: yours to make. `decided`: a duplicate, made already. `superseded`: a newer event has come. */
  readonly outcome: 'current' | 'decided' | 'superseded';
  /** Whether variants may exist that this event has to clear away. */
  readonly mayHaveGarbage: boolean;
}

/** The newest object once more, under a version of its own. */
export interface Reprocess {
  readonly id: string;
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
}

export function createCatalog(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  now?: () => Date;
}) {
  return catalogOn(dynamoTable(options.client, options.tableName), options.now);
}

/** The catalog on any table. Whatever the order of its calls, the newest event wins; README.md says why. */
export function catalogOn(table: ImageTable, now: () => Date = () => new Date()) {
  /** Applies a transition to the image as it is at the moment of writing; loses no concurrent change. */
  async function change<Next extends ImageState>(
    id: string,
    transition: (state: ImageState | undefined) => Next | undefined,
  ): Promise<{ before: ImageState | undefined; after: Next | undefined }> {
    for (;;) {
      const row = await table.read(id);
      const after = transition(row?.state);
      if (!after || (await table.replace(row, after))) return { before: row?.state, after };
    }
  }

  return {
    /** Records an image whose upload is about to start; it goes by itself when nothing is uploaded. */
    async announce(key: string, owner?: string): Promise<ImageRecord> {
      const record = transitions.announce(key, owner, now());
      const { after } = await change(record.id, (state) => (state ? undefined : record));
      if (!after) throw new Error(`The key of a new upload is taken: ${key}`);
      return after;
    },

    async begin(arrival: Arrival): Promise<Beginning> {
      const { before, after } = await change(imageId(arrival.key), (state) =>
        transitions.begin(state, arrival, now()),
      );
      if (after) return { outcome: 'current', mayHaveGarbage: before?.version !== undefined };
      const outcome = before?.version === arrival.version ? 'decided' : 'superseded';
      return { outcome, mayHaveGarbage: true };
    },

    /** False when the version is no longer the image's, or already decided: its variants may be garbage. */
    async finish(arrival: Arrival, made: Development): Promise<boolean> {
      const { after } = await change(imageId(arrival.key), (state) =>
        transitions.finish(state, arrival.version, made, now()),
      );
      return after !== undefined;
    },

    /** Records a permanent failure; false as for `finish`. */
    async fail(arrival: Arrival, failure: { code: string; reason: string }): Promise<boolean> {
      const { after } = await change(imageId(arrival.key), (state) =>
        transitions.fail(state, arrival.version, failure, now()),
      );
      return after !== undefined;
    },

    /**
     * Records that Lambda has given up an upload or, without an `eTag`, whatever else had begun; false where a newer
     * event has the image, it is decided, or this was told before. Nothing is decided: the version may be made yet.
     */
    async giveUp(
      event: { key: string; version: string; eTag?: string | undefined },
      failure: { code: GivenUpCode; reason: string },
    ): Promise<boolean> {
      const { after } = await change(imageId(event.key), (state) =>
        transitions.giveUp(state, event, failure, now()),
      );
      return after !== undefined;
    },

    /** Leaves a tombstone; false when a newer object has taken the key since. */
    async remove(removal: { key: string; version: string }): Promise<boolean> {
      const { after } = await change(imageId(removal.key), (state) =>
        transitions.remove(state, removal, now()),
      );
      return after !== undefined;
    },

    /** Those of an image's variants that nothing refers to any more, nor ever will. */
    async garbageAmong(id: string, variantKeys: readonly string[]): Promise<string[]> {
      const row = await table.read(id);
      return row ? variantKeys.filter((key) => isGarbage(row.state, key)) : [];
    },

    /**
     * What to hand to the function for another go at an image. Nothing is written before that function begins,
     * so a caller that dies in between leaves nothing waiting for ever; asking twice makes it once.
     * Throws `ImageNotFoundError`, `NotUploadedError`, `ReprocessLimitError`.
     */
    async requestReprocess(id: string): Promise<Reprocess> {
      const state = (await table.read(id))?.state;
      if (!state || state.status === 'deleted') throw new ImageNotFoundError(id);
      const { key, version, eTag } = state;
      if (version === undefined || eTag === undefined) throw new NotUploadedError(id);
      return { id, key, version: nextReprocess(version), eTag };
    },

    /** Takes back the announcement of an image; nothing where an event has come: S3's about the removal will. */
    async withdraw(id: string): Promise<void> {
      await change(id, (state) => transitions.withdraw(state, now()));
    },

    async get(id: string): Promise<ImageRecord | undefined> {
      const row = await table.read(id);
      return row && row.state.status !== 'deleted' ? row.state : undefined;
    },

    /** Newest first. Throws `InvalidCursorError`. */
    list(options: ListOptions): Promise<Page> {
      return listImages(table, options);
    },
  };
}
