import { execFile } from 'node:child_process';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = fileURLToPath(new URL('../history/', import.meta.url));

/** Appends a run of a benchmark to `history/{name}.jsonl`: when, of which commit, where, and the cells of its tables. */
export async function remember(name: string, machine: string, body: string): Promise<void> {
  const commit = await promisify(execFile)('git', ['describe', '--always', '--dirty'], { cwd: `${folder}..` })
    .then(({ stdout }) => stdout.trim())
    .catch(() => 'unknown');
  const run = { at: new Date().toISOString(), commit, machine, tables: tablesIn(body) };
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, `${name}.jsonl`), `${JSON.stringify(run)}\n`);
}

/** The tables of a Markdown text, as objects by the names of their columns. */
function tablesIn(body: string): Record<string, string>[][] {
  const tables = body.match(/(?:^\|.*\n?)+/gm) ?? [];
  return tables.map((text) => {
    const [head = [], , ...rows] = text
      .trim()
      .split('\n')
      .map((line) => line.slice(2, -2).split(' | '));
    return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
  });
}
