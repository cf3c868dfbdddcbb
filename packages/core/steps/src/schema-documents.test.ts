import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { stepAnswerSchema } from './answer.ts';
import { stepRequestSchema } from './request.ts';

const docs = '../../../../docs';

test.each([
  ['step-request', stepRequestSchema],
  ['step-answer', stepAnswerSchema],
])(
  'docs/%s.schema.json is what the code checks (npx --yes pnpm docs:steps writes it)',
  async (name, schema) => {
    const document = z.toJSONSchema(schema, { io: 'input' });
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(`${docs}/${name}.schema.json`);
  },
);

const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

/** The fields that a section's table explains. */
async function fieldsIn(heading: string): Promise<Set<string>> {
  const section = (await read('docs/steps.md')).split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
  return new Set(rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, field = '']) => field)));
}

test('docs/steps.md explains each field of request and answer', async () => {
  const requests = stepRequestSchema.options.flatMap(({ shape }) => Object.keys(shape));
  expect(await fieldsIn('What it gets')).toEqual(new Set(requests));
  expect(await fieldsIn('What it may answer')).toEqual(new Set(Object.keys(stepAnswerSchema.unwrap().shape)));
});

test('the function in docs/steps.md is the example that runs', async () => {
  const document = await read('docs/steps.md');
  for (const file of ['function.json', 'code/bootstrap'])
    expect(document).toContain(await read(`examples/steps/colour/${file}`));
});
