import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocuments } from './documents.ts';
import { root } from './workspace.ts';

test.each(await readDocuments())('$path links to files and headings that exist', async ({ path, text }) => {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  const local = links.filter((link) => !/^[a-z]+:/.test(link));

  const broken = [];
  for (const link of local) {
    const [file = '', heading] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    const found = existsSync(join(root, target)) && (await hasHeading(target, heading));
    if (!found) broken.push(link);
  }
  expect(broken).toEqual([]);
});

/** By the anchors that GitHub gives to headings. */
async function hasHeading(file: string, anchor: string | undefined): Promise<boolean> {
  if (anchor === undefined) return true;
  const headings = (await readFile(join(root, file), 'utf8')).matchAll(/^#+ (.+)$/gm);
  return [...headings].some(([, title = '']) => anchorOf(title) === anchor);
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
