import Table from 'cli-table3';
import stringWidth from 'string-width';
import { colours } from './colours.ts';

/** Every table fits that many columns, which any terminal and any document has. */
const narrowest = 60;
const gap = 2;
const none = '';
const noBorders = {
  top: none,
  'top-mid': none,
  'top-left': none,
  'top-right': none,
  bottom: none,
  'bottom-mid': none,
  'bottom-left': none,
  'bottom-right': none,
  left: none,
  'left-mid': none,
  mid: none,
  'mid-mid': none,
  right: none,
  'right-mid': none,
  middle: ' '.repeat(gap),
};

export interface Column {
  readonly name: string;
  readonly align?: 'left' | 'right';
  /** Its texts are cut if the line is too long. One column of a table at most. */
  readonly flexible?: boolean;
  /** For tables that are printed in pieces: columns wide, however narrow the texts of this piece are. */
  readonly width?: number;
}

/**
 * A table without borders, as wide as the terminal, or 60 columns where that cannot be known. Texts are printed as they
 * are: make foreign ones `visible` before.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { head = true, width = process.stdout.columns ?? narrowest }: { head?: boolean; width?: number } = {},
): string {
  const natural = columns.map(({ name, width: least = 0 }, at) =>
    Math.max(least, stringWidth(name), ...rows.map((row) => stringWidth(row[at] ?? ''))),
  );
  const others = natural.reduce((sum, columnWidth, at) => sum + (columns[at]?.flexible ? 0 : columnWidth), 0);
  const left = Math.max(width, narrowest) - others - gap * (columns.length - 1);
  const drawn = new Table({
    head: head ? columns.map(({ name }) => colours.dim(name)) : [],
    colAligns: columns.map(({ align = 'left' }) => align),
    colWidths: natural.map((columnWidth, at) =>
      columns[at]?.flexible ? Math.max(1, Math.min(columnWidth, left)) : columnWidth,
    ),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
