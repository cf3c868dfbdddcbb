import type { ImageChange, ImageState } from '@darkroom/catalog';

/** The body of a webhook. `id` stays the same over retries and replays, so receivers can drop repeats. */
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
export function webhookEventOf(change: ImageChange, at: Date): WebhookEvent | undefined {
  const { before, after } = change;
  if (!after?.version || !isOutcome(after)) return undefined;
  if (before && outcomeOf(before) === outcomeOf(after)) return undefined;
  return {
    id: change.eventId,
    type: `image.${after.status}`,
    createdAt: at.toISOString(),
    image: {
      id: after.id,
      key: after.key,
      version: after.version,
      ...(after.owner === undefined ? {} : { owner: after.owner }),
      ...(after.status === 'failed' ? after.failure : {}),
    },
  };
}

/** What is announced once. An image that Lambda gave up may yet fail for a reason of its own. */
function outcomeOf(state: ImageState): string {
  return [state.status, state.version, state.status === 'failed' && state.failure?.code].join();
}

function isOutcome(state: ImageState): state is ImageState & { status: 'ready' | 'failed' | 'deleted' } {
  return state.status === 'ready' || state.status === 'failed' || state.status === 'deleted';
}
