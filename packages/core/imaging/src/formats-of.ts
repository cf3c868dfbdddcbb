import type { Preset } from '@darkroom/pipeline-config';
import { fileType, type OutputFormat } from './output-format.ts';

/** What the formats of its pictures depend on, as the catalog keeps it too. */
interface Original {
  readonly format: string;
  readonly pages: number;
  readonly hasAlpha: boolean;
}

/** A preset's formats, each once. Where one of them moves, no other shows an animation's first frame beside it. */
export function formatsOf(preset: Preset, original: Original): OutputFormat[] {
  const formats = [...new Set(preset.formats.map((format) => outputFormat(format, original)))];
  const moving = formats.filter((format) => moves(original, format));
  return moving.length > 0 ? moving : formats;
}

/** Whether a picture of an original moves in a format. */
export function moves(original: Pick<Original, 'format' | 'pages'>, format: OutputFormat): boolean {
  return isAnimated(original) && (format === 'gif' || format === 'webp');
}

/** Whether the original is animated: the pages of a TIFF or an AVIF are separate pictures, not frames. */
export function isAnimated({ format, pages }: { readonly format: string; readonly pages: number }): boolean {
  return pages > 1 && (format === 'gif' || format === 'webp');
}

function outputFormat(format: Preset['formats'][number], original: Original): OutputFormat {
  if (format !== 'same') return format;
  if (original.format in fileType) return original.format as OutputFormat;
  return original.hasAlpha ? 'png' : 'jpeg';
}
