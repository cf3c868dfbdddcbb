import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const presets = { thumb: { width: 320 } };
const userPoolArn = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf';

function problems(input: unknown): string {
  try {
    parseConfig(input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

describe('parseConfig', () => {
  it('fills in every default', () => {
    expect(parseConfig({ presets })).toMatchObject({
      name: 'darkroom',
      architecture: 'arm64',
      presets: { thumb: { width: 320, fit: 'inside', focus: 'center', formats: ['webp'], enlarge: false } },
      limits: { maxBytes: 52_428_800, maxPixels: 100_000_000, maxFrames: 2000 },
      functions: { processUpload: { memoryMb: 1769, timeoutSeconds: 120 } },
    });
  });

  it('reads the format of old configurations as the only one', () => {
    const both = parseConfig({
      presets: { old: { width: 9, format: 'jpeg' }, same: { width: 9, formats: ['jpeg'] } },
    });
    expect(both.presets.old).toEqual(both.presets.same);
  });

  it('parses its own result without change', () => {
    const thumb = { width: 320, formats: ['avif', 'webp', 'jpeg'] };
    const config = parseConfig({ presets: { ...presets, thumb, old: { width: 9, format: 'png' } } });
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it.each([
    'photos.auth.eu-west-1.amazoncognito.com',
    'https://photos.example/login',
    'http://photos.example',
    "https://x.example; script-src 'unsafe-inline'",
  ])('takes no user pool whose domain is %s, because the page may connect to it', (domain) => {
    const auth = { mode: 'jwt', userPoolArn, signIn: { clientId: 'abc', domain } };
    expect(problems({ presets, auth })).toContain(
      "auth.signIn.domain: must be the user pool's domain, such as",
    );
  });

  it.each([
    ['presets.thumb.width', { presets: { thumb: { width: 0 } } }],
    ['presets.thumb: needs a width or a height', { presets: { thumb: {} } }],
    ['presets.thumb: Unrecognized key: "widht"', { presets: { thumb: { widht: 3, height: 3 } } }],
    ['presets.thumb.background: must be a colour', { presets: { thumb: { width: 3, background: 'red' } } }],
    ['presets.thumb.formats: needs at least one', { presets: { thumb: { width: 3, formats: [] } } }],
    [
      'presets.thumb.formats: must name each format once',
      { presets: { thumb: { width: 3, formats: ['webp', 'webp'] } } },
    ],
    [
      'presets.thumb.format: must be left out where there are formats: add it to them',
      { presets: { thumb: { width: 3, format: 'jpeg', formats: ['webp'] } } },
    ],
    [
      'auth.userPoolArn: must be the ARN of a Cognito user pool',
      { presets, auth: { mode: 'jwt', userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012' } },
    ],
    ['copyright: must be one line of text', { presets, copyright: 'Jane\nDoe' }],
    [
      'presets.a.quality: must be a whole number from 1 to 100, or { target } with one from 60 to 95',
      { presets: { a: { width: 3, quality: 'high' } } },
    ],
    [
      'presets.a.quality.target: Too big: expected number to be <=95',
      { presets: { a: { width: 3, quality: { target: 99 } } } },
    ],
    ['presets.Big: preset names are lower-case', { presets: { Big: { width: 3 } } }],
    ['presets: needs at least one preset', { presets: {} }],
    [
      'functions.imagesApi.memoryMb: Lambda accepts 128',
      { presets, functions: { imagesApi: { memoryMb: 64 } } },
    ],
    [
      'functions.processUpload.memoryMb: must be at least 512',
      { presets, functions: { processUpload: { memoryMb: 511 } } },
    ],
    ['limits.maxFrames: Too big', { presets, limits: { maxFrames: 10_001 } }],
    [
      'functions.deliverWebhooks.timeoutSeconds: must be at least 15',
      { presets, functions: { deliverWebhooks: { timeoutSeconds: 14 } } },
    ],
    [
      'webhooks.0.name: must be 1 to 30',
      { presets, webhooks: [{ name: 'a'.repeat(31), url: 'https://shop.example' }] },
    ],
    [
      "events.bus: must be an event bus's name or ARN",
      { presets, events: { bus: 'arn:aws:sns:us-east-1:1:x' } },
    ],
    ['(root): Unrecognized key: "preset"', { presets, preset: {} }],
  ])('names the field: %s', (message, input) => {
    expect(problems(input)).toContain(`  ${message}`);
  });

  it.each(['example.com', 'https://example.com/', 'https://Example.com', "https://example.com'", 'null'])(
    'refuses %s, which is not an origin as browsers send them',
    (origin) => {
      const message = problems({ presets, uploads: { allowedOrigins: [origin] } });
      expect(message).toContain(
        'uploads.allowedOrigins.0: must be * or an origin such as https://example.com',
      );
    },
  );

  it('names every wrong field at once', () => {
    expect(problems({ name: 'X', region: 'moon', presets }).split('\n')).toHaveLength(3);
  });
});
