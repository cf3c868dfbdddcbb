import type { Preset } from './preset.ts';

/** Whether its pictures depend on the image's own focal point. */
export function isFocused({ fit, focus }: Preset): boolean {
  return fit === 'cover' && focus === 'own';
}
