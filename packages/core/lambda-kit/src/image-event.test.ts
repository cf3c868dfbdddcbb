import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { imageEventSchema } from './image-event.ts';

test('docs/events.schema.json is the schema of the three events (pnpm docs:events writes it)', async () => {
  const { $schema, ...schema } = z.toJSONSchema(imageEventSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern; // says the same, for nobody to read
    },
  });
  const title = "What happened to an image: the body of Darkroom's webhooks, and the detail of its events";
  const file = fileURLToPath(new URL('../../../../docs/events.schema.json', import.meta.url));
  await expect(`${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`).toMatchFileSnapshot(file);
});
