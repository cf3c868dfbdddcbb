import type { ImageState } from './image-record.ts';
import { rememberedDays } from './transitions.ts';

/** The event that an outcome is of: of a deletion the first, whatever is deleted at the key once more. */
export function outcomeVersion(state: ImageState): string | undefined {
  return state.status === 'deleted' ? (state.deletedBy ?? state.version) : state.version;
}

/**
 * The outcome that webhooks are sent about an image, as a text such as `ready 0055AE.19B` that is always the same for
 * that outcome. Undefined for intermediate states.
 */
export function outcomeOf(state: ImageState): string | undefined {
  const version = outcomeVersion(state);
  if (version === undefined || state.status === 'pending' || state.status === 'processing') return undefined;
  const code = state.status === 'failed' ? [state.failure?.code] : [];
  return [state.status, version, ...code].join(' ');
}

/** When the image reached its current state. */
export function changedAt(state: ImageState): Date {
  if (state.status !== 'deleted') return new Date(state.updatedAt);
  return new Date((state.expiresAt - rememberedDays * 86_400) * 1000);
}
