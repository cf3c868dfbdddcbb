import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { remember } from './history.ts';

const file = fileURLToPath(new URL('../../../../docs/benchmarks.md', import.meta.url));

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Prints a section, replaces its last version in docs/benchmarks.md, and keeps its figures in the history. */
export async function publish(name: string, body: string): Promise<void> {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const machine = `${cpus().length} × ${processor}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
  const measuredOn = `Measured on ${machine}.`;
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const section = `${start}\n${body}\n\n${measuredOn}\n${end}`;
  const page = existsSync(file) ? await readFile(file, 'utf8') : '# Benchmarks\n';
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  const updated =
    from === -1 ? `${page}\n${section}\n` : page.slice(0, from) + section + page.slice(to + end.length);
  await writeFile(file, updated);
  await remember(name, machine, body);
  console.log(`${body}\n\n${measuredOn}`);
}
