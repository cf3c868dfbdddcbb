import { canonicalText, parseAddress } from '@darkroom/image-url';
import { transformRecipe } from '@darkroom/imaging';
import { parameters } from '@darkroom/imaging/transforms';
import { parseConfig } from '@darkroom/pipeline-config';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../app.ts';
import type { Dependencies } from '../dependencies.ts';

const deliveryUrl = 'https://pictures.example';
const id = '9f86d081884c7d659a2feaa0c55ad015';

const documentSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({
      get: z
        .looseObject({
          servers: z.array(z.looseObject({ url: z.string() })).optional(),
          responses: z.record(z.string(), z.unknown()),
          parameters: z
            .array(
              z.looseObject({
                name: z.string(),
                required: z.boolean().optional(),
                schema: z.looseObject({
                  pattern: z.string().optional(),
                  anyOf: z.array(z.object({ title: z.string(), pattern: z.string() })).optional(),
                }),
                examples: z.record(z.string(), z.looseObject({ value: z.string() })).optional(),
              }),
            )
            .optional(),
        })
        .optional(),
    }),
  ),
  components: z.looseObject({
    schemas: z.looseObject({ Transform: z.looseObject({ properties: z.record(z.string(), z.unknown()) }) }),
  }),
});

async function description(access: 'public' | 'signed' = 'public') {
  const config = parseConfig({
    presets: { thumb: { width: 64 }, large: { width: 300 } },
    delivery: { access, widths: [320, 640] },
  });
  const dependencies: Partial<Dependencies> = {
    config,
    deliveryUrl,
    gallery: async () => undefined,
    region: 'us-east-1',
  };
  const answer = await createApp(dependencies as Dependencies).request('/openapi.json');
  return documentSchema.parse(await answer.json());
}

const document = await description();
const pictures = (of = document) => of.paths['/{id}/{picture}']?.get;
const files = document.paths['/v/{id}/{version}/{folder}/{file}']?.get;
const parameter = (name: string, of = document) =>
  pictures(of)?.parameters?.find((each) => each.name === name);

/** The kinds of address that a text may be, by the document. */
function kindsOf(text: string): string[] {
  const kinds = parameter('picture')?.schema.anyOf ?? [];
  return kinds.filter(({ pattern }) => new RegExp(pattern).test(text)).map(({ title }) => title);
}

test('the description is OpenAPI 3.1, and all its references lead somewhere', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(() => validator.resolveRefs()).not.toThrow();
});

test('no parameter may be null, which no address can say', () => {
  const parameters = Object.values(document.paths).flatMap(({ get }) => get?.parameters ?? []);
  expect(parameters.length).toBeGreaterThan(10);
  for (const { schema } of parameters) expect(JSON.stringify(schema)).not.toContain('"null"');
});

test('addresses of pictures are another host’s, and all else is the API’s', () => {
  const elsewhere = Object.entries(document.paths).flatMap(([path, { get }]) =>
    get?.servers ? [[path, get.servers[0]?.url]] : [],
  );
  expect(elsewhere).toEqual([
    ['/{id}/{picture}', deliveryUrl],
    ['/v/{id}/{version}/{folder}/{file}', deliveryUrl],
  ]);
  const statuses = Object.keys(pictures()?.responses ?? {}).map(Number);
  expect(statuses).toEqual([200, 202, 206, 302, 304, 400, 403, 404, 410, 416, 503]);
});

test('it knows every parameter of a transform, and its examples are transforms', () => {
  expect(Object.keys(document.components.schemas.Transform.properties)).toEqual(
    parameters.map(({ name }) => name),
  );
  const examples = Object.values(parameter('picture')?.examples ?? {}).map(({ value }) => value);
  expect(examples).toEqual(['thumb', ...parameters.map(({ example }) => example)]);
  for (const example of examples.slice(1)) {
    expect(kindsOf(example)).toContain('Transform');
    expect(() => transformRecipe(canonicalText(example))).not.toThrow();
  }
});

test.each([
  ['thumb', ['Preset'], 'preset'],
  ['large.avif', ['Preset'], 'preset'],
  ['w_640', ['Width', 'Transform'], 'transform'],
  ['w_641.webp', ['Transform'], 'transform'],
  ['brightness_1.2-w_90.jpg', ['Transform'], 'transform'],
  ['huge', [], 'preset'],
  ['x_1', [], 'transform'],
  ['w_640.svg', [], undefined],
])('%s is described as %j', (text, kinds, parsed) => {
  expect(kindsOf(text)).toEqual(kinds);
  expect(parseAddress(`/${id}/${text}`)?.kind).toBe(parsed);
});

test('the parts of a stored file’s address are those that its parser knows', () => {
  const parts = [id, '006A.0000000000B-0001', 't', 'abc.webp'];
  expect(parseAddress(`/v/${parts.join('/')}`)?.kind).toBe('stored');
  const patterns = files?.parameters?.slice(0, 4).map(({ schema }) => schema.pattern ?? 'none') ?? [];
  expect(patterns.map((pattern, index) => new RegExp(pattern).test(parts[index] ?? ''))).toEqual(
    parts.map(() => true),
  );
});

test('a signature is required where every picture needs one', async () => {
  expect(parameter('s')?.required).toBe(false);
  expect(parameter('s', await description('signed'))?.required).toBe(true);
});
