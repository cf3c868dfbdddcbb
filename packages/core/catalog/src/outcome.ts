import type { ImageState } from './image-record.ts';
import { rememberedDays } from './transitions.ts';

/**
 * What webhooks are told of an image, as a text that is the same whenever it is told: `ready 0055AE.19B`. Undefined for
 * steps on the way.
 */
export function outcomeOf(state: ImageState): string | undefined {
  if (state.version === undefined || state.status === 'pending' || state.status === 'processing')
    return undefined;
  const code = state.status === 'failed' ? [state.failure?.code] : [];
  return [state.status, state.version, ...code].join(' ');
}

/** When an image came to be as it is. */
export function changedAt(state: ImageState): Date {
  if (state.status !== 'deleted') return new Date(state.updatedAt);
  return new Date((state.expiresAt - rememberedDays * 86_400) * 1000);
}
