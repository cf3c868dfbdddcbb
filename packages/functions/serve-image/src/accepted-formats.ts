import type { OutputFormat } from '@darkroom/imaging';

/**
 * What a browser is best served with, best first, by its Accept header (RFC 9110, section 12.5.1). A wildcard says
 * nothing of AVIF and WebP: every client sends one.
 */
export function acceptedFormats(
  accept: string,
  { moves, hasAlpha }: { moves: boolean; hasAlpha: boolean },
): OutputFormat[] {
  const named = new Set(
    accept.split(',').flatMap((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [type];
    }),
  );
  const modern = (['avif', 'webp'] as const).filter((format) => named.has(`image/${format}`));
  if (moves) return [...modern.filter((format) => format === 'webp'), 'gif'];
  return [...modern, hasAlpha ? 'png' : 'jpeg'];
}
