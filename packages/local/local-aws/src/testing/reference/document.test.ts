import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startLocalAws } from '../../start-local-aws.ts';
import { parseDocblock } from './docblock.ts';
import { type ServiceEntry, writeDocument } from './document.ts';
import { operationsOfClient, type Section, sections } from './sections.ts';

const services = fileURLToPath(new URL('../../services', import.meta.url));
const document = fileURLToPath(new URL('../../../../../../docs/local-aws.md', import.meta.url));

/** Browsers' own operation: it has no command in the SDK, only a presigner. */
const notInTheClient = ['PostObject'];

const operations = await readOperations();

/** What a running local-aws says it has, by service. */
async function readOperations(): Promise<Record<string, string[]>> {
  const aws = await startLocalAws({ port: 0 });
  try {
    const response = await fetch(`${aws.endpoint}/_local/operations`);
    return z.record(z.string(), z.array(z.string())).parse(await response.json());
  } finally {
    await aws.close();
  }
}

async function describeService({ folder, title, services: parts }: Section): Promise<ServiceEntry> {
  const implemented = new Set(parts.flatMap(([name]) => operations[name] ?? []));
  const known = parts.flatMap(([, client]) => operationsOfClient(client));
  const file = `${services}/${folder}/index.ts`;
  return {
    title,
    implemented: [...implemented].sort(),
    missing: known.filter((name) => !implemented.has(name)).sort(),
    ...parseDocblock(await readFile(file, 'utf8'), `services/${folder}/index.ts`),
  };
}

test('every service has a section, and every section a service', async () => {
  const entries = await readdir(services, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(sections.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  const named = sections.flatMap((section) => section.services.map(([name]) => name));
  expect(Object.keys(operations).sort()).toEqual(named.sort());
});

test.each(sections)('$title calls its operations as AWS does', ({ services: parts }) => {
  for (const [name, client] of parts) {
    const known = new Set([...operationsOfClient(client), ...notInTheClient]);
    expect(operations[name]?.filter((operation) => !known.has(operation))).toEqual([]);
  }
});

test('docs/local-aws.md says what the code does', async () => {
  const entries = await Promise.all(sections.map(describeService));
  await expect(
    writeDocument(entries),
    'docs/local-aws.md is out of date: run `npx --yes pnpm docs:local-aws`',
  ).toMatchFileSnapshot(document);
});
