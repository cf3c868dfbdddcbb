import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ImageNotFoundError, NotUploadedError } from './errors.ts';
import type { GivenUpCode } from './given-up.ts';
import { imageId } from './image-id.ts';
import type { Announced, Description, ImageRecord, ImageState } from './image-record.ts';
import { dynamoTable, type ImageTable } from './image-table.ts';
import { type ListOptions, listImages } from './listing.ts';
import type { Page } from './page.ts';
import {
  imageWithBytes,
  type NearOptions,
  type Neighbour,
  nearImages,
  olderWithBytes,
  twinOf,
} from './same-photo.ts';
import { type SearchOptions, searchImages } from './search.ts';
import { hearStep, type StepAnswer } from './step-answers.ts';
import type { Arrival, Development, GivenUpEvent } from './transitions.ts';
import * as transitions from './transitions.ts';
import { isGarbage } from './variant-key.ts';
import { nextReprocess } from './version.ts';
import { type InWork, imagesInWork } from './work.ts';

export type Catalog = ReturnType<typeof catalogOn>;

/** The result of `begin`. */
export type Beginning = {
  /** Whether variants may exist that this event has to delete. */
  readonly mayHaveGarbage: boolean;
} & (
  | { /** This event's to process. */ readonly outcome: 'current'; readonly image: ImageRecord }
  | {
      /**
       * `decided`: a duplicate, already processed. `superseded`: a newer event came. `sealed`: an upload form created the
       * object after the API had deleted the image; the object must be deleted.
       */
      readonly outcome: 'decided' | 'superseded' | 'sealed';
    }
);

/** Processes the newest object again, under a version of its own. */
export interface Reprocess {
  readonly id: string;
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
  /** Of the upload. */
  readonly correlationId?: string;
}

export function createCatalog(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  now?: () => Date;
}) {
  return catalogOn(dynamoTable(options.client, options.tableName), options.now);
}

/** The catalog on any table. Whatever the order of its calls, the newest event wins; README.md explains why. */
export function catalogOn(table: ImageTable, now: () => Date = () => new Date()) {
  /** Applies a transition to the image's state at the moment of writing; loses no concurrent change. */
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
    /** Records an image whose upload is about to start; the record expires if nothing is uploaded. */
    async announce(
      key: string,
      owner?: string,
      announced?: Announced,
      correlationId?: string,
    ): Promise<ImageRecord> {
      const record = transitions.announce(key, owner, now(), announced, correlationId);
      const { after } = await change(record.id, (state) => (state ? undefined : record));
      if (!after) throw new Error(`The key of a new upload already exists: ${key}`);
      return after;
    },

    async begin(arrival: Arrival): Promise<Beginning> {
      const { before, after } = await change(imageId(arrival.key), (state) =>
        transitions.begin(state, arrival, now()),
      );
      if (after) return { outcome: 'current', image: after, mayHaveGarbage: before?.version !== undefined };
      if (transitions.isSealed(before, arrival)) return { outcome: 'sealed', mayHaveGarbage: true };
      const outcome = before?.version === arrival.version ? 'decided' : 'superseded';
      return { outcome, mayHaveGarbage: true };
    },

    /** False if the version is no longer the image's, or already decided: its variants may be garbage. */
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
     * Records that Lambda has given up on an upload or, without an `eTag`, on any other event that had begun. False if a
     * newer event owns the image, the version is decided, or this was recorded before. The version stays undecided: it may
     * still be completed.
     */
    async giveUp(event: GivenUpEvent, failure: { code: GivenUpCode; reason: string }): Promise<boolean> {
      const { after } = await change(imageId(event.key), (state) =>
        transitions.giveUp(state, event, failure, now()),
      );
      return after !== undefined;
    },

    /** Leaves a tombstone; false if a newer object has been written to the key since. */
    async remove(removal: { key: string; version: string; correlationId?: string }): Promise<boolean> {
      const { after } = await change(imageId(removal.key), (state) =>
        transitions.remove(state, removal, now()),
      );
      return after !== undefined;
    },

    /** The variants of an image that nothing refers to any more, and never will again. */
    async garbageAmong(id: string, variantKeys: readonly string[]): Promise<string[]> {
      const row = await table.read(id);
      return row ? variantKeys.filter((key) => isGarbage(row.state, key)) : [];
    },

    /**
     * What to send to the function to process an image again. Nothing is written before that function begins, so a caller
     * that dies in between leaves no image waiting for ever. Asking twice processes it once.
     * Throws `ImageNotFoundError`, `NotUploadedError`, `ReprocessLimitError`.
     */
    async requestReprocess(id: string): Promise<Reprocess> {
      const state = (await table.read(id))?.state;
      if (!state || state.status === 'deleted') throw new ImageNotFoundError(id);
      const { key, version, eTag, correlationId } = state;
      if (version === undefined || eTag === undefined) throw new NotUploadedError(id);
      const again = { id, key, version: nextReprocess(version), eTag };
      return { ...again, ...(correlationId !== undefined && { correlationId }) };
    },

    /** Call it before the original is deleted: from now on, uploads with the image's form are `sealed`. */
    async seal(id: string): Promise<void> {
      await change(id, (state) => transitions.seal(state, now()));
    },

    /** Records what somebody says about an image. Throws `ImageNotFoundError`. */
    async describe(id: string, description: Description): Promise<ImageRecord> {
      const { after } = await change(id, (state) => transitions.describe(state, description, now()));
      if (!after) throw new ImageNotFoundError(id);
      return after;
    },

    /** Records what a step says. Undefined if the version is no longer the image's; a repeated answer changes nothing. */
    async hear(id: string, answer: StepAnswer): Promise<ImageRecord | undefined> {
      const { before, after } = await change(id, (state) => hearStep(state, answer, now()));
      if (after) return after;
      return before && before.status !== 'deleted' && before.version === answer.version ? before : undefined;
    },

    /** Withdraws the announcement of an image. Does nothing once an event has come: S3's event about the removal will. */
    async withdraw(id: string): Promise<void> {
      await change(id, (state) => transitions.withdraw(state, now()));
    },

    async get(id: string): Promise<ImageRecord | undefined> {
      const row = await table.read(id);
      return row && row.state.status !== 'deleted' ? row.state : undefined;
    },

    /** What is known of an image, a removed one too. */
    async look(id: string): Promise<ImageState | undefined> {
      return (await table.read(id))?.state;
    },

    /** Newest first, those that match. Throws `InvalidCursorError`. */
    list(options: ListOptions): Promise<Page> {
      return listImages(table, options);
    },

    /**
     * So many images of all owners, at most, whose processing began before then and has not ended, longest first. As an
     * index has them, a moment behind. It needs `dynamodb:Query` on that index alone.
     */
    inWork(before: Date, limit: number): Promise<InWork[]> {
      return imagesInWork(table, before, limit);
    },

    /** The oldest of an owner's ready images that has these bytes. */
    withBytes(owner: string | undefined, sha256: string): Promise<ImageRecord | undefined> {
      return imageWithBytes(table, owner, sha256);
    },

    /** The id of the oldest of the owner's images that has these bytes, if it is older than this one. */
    olderWithBytes(image: ImageRecord, sha256: string): Promise<string | undefined> {
      return olderWithBytes(table, image, sha256);
    },

    /** A ready image of the same owner whose variants are those that this one would get; see `same-photo.ts`. */
    twinOf(
      image: ImageRecord,
      made: { readonly sha256: string; readonly recipe: string },
    ): Promise<ImageRecord | undefined> {
      return twinOf(table, image, made);
    },

    /** The images that look most like this one, nearest first. Throws `NotComparableError`. */
    near(image: ImageRecord, options: NearOptions): Promise<Neighbour[]> {
      return nearImages(table, image, options);
    },

    /** Images by a tag, the beginning of their file's name, or when they were taken. Throws `InvalidCursorError`. */
    search(options: SearchOptions): Promise<Page> {
      return searchImages(table, options);
    },
  };
}
