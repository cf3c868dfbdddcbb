import { createHash } from 'node:crypto';
import { changedAt, type ImageState, outcomeOf } from '@darkroom/catalog';
import type { ImageChange } from './change.ts';

/** The body of a webhook. `id` is the outcome's: the same whenever and by whomever it is sent, so receivers can drop repeats. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: 'image.ready' | 'image.failed' | 'image.deleted';
  readonly createdAt: string;
  readonly image: {
    readonly id: string;
    readonly key: string;
    readonly version: string;
    readonly owner?: string;
    readonly code?: string;
    readonly reason?: string;
  };
}

/** The event a change is worth, or `undefined` for steps on the way. */
export function webhookEventOf({ before, after }: ImageChange): WebhookEvent | undefined {
  if (!after || (before && outcomeOf(before) === outcomeOf(after))) return undefined;
  return webhookEventOfState(after);
}

/** The event that tells of an image as it is; `undefined` where nothing is decided, or nothing ever was there. */
export function webhookEventOfState(state: ImageState): WebhookEvent | undefined {
  const { id, key, version, owner, status } = state;
  if (status === 'pending' || status === 'processing' || version === undefined) return undefined;
  return {
    id: createHash('sha256')
      .update(`${id} ${outcomeOf(state)}`)
      .digest('hex')
      .slice(0, 32),
    type: `image.${status}`,
    createdAt: changedAt(state).toISOString(),
    image: {
      id,
      key,
      version,
      ...(owner === undefined ? {} : { owner }),
      ...(state.status === 'failed' ? state.failure : {}),
    },
  };
}
