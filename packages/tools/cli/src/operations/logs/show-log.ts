import { colours } from '../../colours.ts';
import { visible } from '../../visible.ts';
import type { Level, LogLine } from './log-line.ts';

/** One log line as people read it, and which function wrote it. */
export type ShowLine = (entry: {
  readonly at: Date;
  readonly function: string;
  readonly line: LogLine;
}) => string;

const palette = [colours.cyan, colours.magenta, colours.blue, colours.green, colours.yellow];
const paint: Readonly<Record<Level, (text: string) => string>> = {
  debug: colours.dim,
  info: (text) => text,
  warn: colours.yellow,
  error: colours.red,
};

/**
 * Gives each function a colour of its own and puts a date before the first line of each day. Where all lines are `about`
 * one image, they do not repeat which.
 */
export function createShowLine(functions: readonly string[], about?: string): ShowLine {
  const width = Math.max(0, ...functions.map((name) => name.length));
  let day = '';
  return ({ at, function: name, line }) => {
    const colour = palette[Math.max(0, functions.indexOf(name)) % palette.length] ?? String;
    const [date, time] = localTime(at);
    const heading = date === day ? '' : `${colours.dim(date)}\n`;
    day = date;
    return `${heading}${colours.dim(time)} ${colour(name.padEnd(width))} ${contentOf(line, about)}`;
  };
}

/** What a line says: its text, the object's key, the image's id, and the rest as `name=value`. */
function contentOf({ level, text, fields, imageIds, kind }: LogLine, known: string | undefined): string {
  const { id, ids, key, status, version, ...rest } = fields;
  const named = imageIds.filter((imageId) => imageId !== known && !text.includes(imageId));
  const others = named.length > 1 ? [`and ${named.length - 1} more`] : [];
  const isKnown = key === undefined || (known !== undefined && id === known);
  const about = [...(isKnown ? [] : [String(key)]), ...named.slice(0, 1), ...others];
  const details = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return [
    kind === 'report' ? colours.dim(text) : paint[level](text.split('\n').map(visible).join('\n  ')),
    ...about.map((word) => colours.bold(visible(word))),
    ...details.map((detail) => colours.dim(visible(detail))),
  ].join(' ');
}

/** The date and the time of day of this machine, to the millisecond. */
function localTime(at: Date): [date: string, time: string] {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return [date, `${time}.${String(at.getMilliseconds()).padStart(3, '0')}`];
}
