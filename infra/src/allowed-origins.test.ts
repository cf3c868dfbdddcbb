import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Settings } from './settings.ts';
import { synthesizeWith } from './testing/synthesize-with.ts';

const parametersSchema = z.record(z.string(), z.string());

/** What the stack allows pages of other origins, with these origins in darkroom.config.ts. */
async function pagesOf(allowedOrigins: string[] | undefined, settings: Partial<Settings> = {}) {
  const uploads = allowedOrigins === undefined ? {} : { allowedOrigins };
  const { resource } = await synthesizeWith({ uploads, auth: { mode: 'iam' } }, settings);
  const rulesOf = (bucket: string) =>
    Object.entries(resource.aws_s3_bucket_cors_configuration ?? {}).find(([name]) =>
      name.startsWith(`${bucket}_cors_`),
    )?.[1].cors_rule;
  const refusals = Object.values(resource.aws_api_gateway_gateway_response ?? {});
  return {
    originals: rulesOf('originals'),
    readableBy: refusals.flatMap(({ response_parameters }) => {
      const { 'gatewayresponse.header.Access-Control-Allow-Origin': origin } =
        parametersSchema.parse(response_parameters);
      return origin ?? [];
    }),
  };
}

const rule = (allowed_origins: unknown, ...methods: string[]) => [
  expect.objectContaining({ allowed_origins, ...(methods.length > 0 && { allowed_methods: methods }) }),
];
const shop = 'https://shop.example';

describe('pages may upload', () => {
  test('if the API serves them, like the gallery, and no others by default', async () => {
    const { originals, readableBy } = await pagesOf(undefined);
    const own = [
      expect.stringMatching(/^\$\{trimsuffix\(aws_api_gateway_stage\.\S+\.invoke_url, "\/v1"\)\}$/),
    ];
    expect(originals).toEqual(rule(own, 'POST', 'PUT', 'GET', 'DELETE'));
    expect(readableBy).toEqual([]);
  });

  test.each(['embedded', 'localstack'] as const)(
    'under both names of this machine, on %s',
    async (target) => {
      const { originals } = await pagesOf(undefined, { target, endpoint: 'http://127.0.0.1:4700' });
      expect(originals).toEqual(rule(['http://127.0.0.1:4700', 'http://localhost:4700']));
    },
  );

  test('of the origins that the configuration adds', async () => {
    const settings = { target: 'embedded', endpoint: 'http://cloud.example' } as const;
    expect((await pagesOf([shop], settings)).originals).toEqual(rule(['http://cloud.example', shop]));
    expect((await pagesOf([shop, '*'], settings)).originals).toEqual(rule(['*']));
  });
});

test.each([
  ['the one origin', [shop], shop],
  ['everybody', [shop, '*'], '*'],
])("API Gateway's own answers can be read by %s", async (_, allowedOrigins, origin) => {
  const value = `'${origin}'`;
  expect((await pagesOf(allowedOrigins)).readableBy).toEqual([value, value, value, value]);
});

test("API Gateway's own answers cannot be read by several origins, because the header has one fixed value", async () => {
  expect((await pagesOf([shop, 'https://blog.example'])).readableBy).toEqual([]);
});
