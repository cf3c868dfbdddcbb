import { computed, signal } from '@preact/signals';

/**
 * `waiting` for its turn; `sending`; `paused`; `stopped` by a fault, to try again; `interrupted` by a reload that
 * kept no copy; `refused`; `known`, because its bytes are there already; `processing`; and what came of it.
 */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'stopped'
  | 'interrupted'
  | 'refused'
  | 'known'
  | 'processing'
  | 'ready'
  | 'failed';

/** A file on its way to become an image. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: UploadState;
  /** From 0 to 1. */
  readonly sent: number;
  /** What people should know about it. */
  readonly sentence?: string | undefined;
  /** The image that it becomes, or that has the same bytes. */
  readonly imageId?: string | undefined;
}

/** The uploads of this page, in the order in which they were chosen. */
export const uploads = signal<readonly Upload[]>([]);

const unfinished: readonly UploadState[] = ['waiting', 'sending', 'paused', 'stopped'];

/** Whether something would be lost or delayed if the page were closed. */
export const isUploading = computed(() => uploads.value.some(({ state }) => unfinished.includes(state)));
