import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveWhere } from './where.ts';

const local = 'http://127.0.0.1:4566';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'where-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeSettings(settings: unknown): void {
  writeFileSync(join(folder, '.darkroom.json'), JSON.stringify(settings));
}

test('without anything that says otherwise, it is the stage dev on AWS', () => {
  expect(resolveWhere({}, {}, folder)).toEqual({ stage: 'dev', target: 'aws', endpoint: undefined });
});

test('a local target has the usual endpoint, or the one that is set anywhere', () => {
  expect(resolveWhere({ target: 'embedded' }, {}, folder).endpoint).toBe(local);
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000/' };
  expect(resolveWhere({ target: 'localstack' }, environment, folder)).toMatchObject({
    target: 'localstack',
    endpoint: 'http://127.0.0.1:5000',
  });
});

test('options win over the environment, and the environment over .darkroom.json', () => {
  writeSettings({ stage: 'file', endpoint: 'http://127.0.0.1:3' });
  const environment = { DARKROOM_STAGE: 'environment', DARKROOM_ENDPOINT: 'http://127.0.0.1:2' };

  const options = { stage: 'option', endpoint: 'http://127.0.0.1:1' };
  expect(resolveWhere(options, environment, folder)).toEqual({ ...options, target: 'embedded' });
  expect(resolveWhere({}, environment, folder)).toEqual({
    stage: 'environment',
    target: 'embedded',
    endpoint: 'http://127.0.0.1:2',
  });
  expect(resolveWhere({}, {}, folder)).toMatchObject({ stage: 'file', endpoint: 'http://127.0.0.1:3' });
});

test('the target aws hides endpoints of less rank, and an endpoint a target of less rank', () => {
  writeSettings({ target: 'embedded' });
  const aws = resolveWhere({ target: 'aws' }, { DARKROOM_ENDPOINT: local }, folder);
  expect(aws.endpoint).toBeUndefined();
  expect(resolveWhere({ endpoint: local }, { DARKROOM_TARGET: 'aws' }, folder).endpoint).toBe(local);
});

test('.darkroom.json counts in all folders below it', () => {
  writeSettings({ target: 'embedded', stage: 'test' });
  const below = join(folder, 'photos/2026');
  mkdirSync(below, { recursive: true });

  expect(resolveWhere({}, {}, below)).toEqual({ stage: 'test', target: 'embedded', endpoint: local });
});

test.each([
  [{ stage: 'No' }, {}, '--stage: must be 1 to 20 lower-case letters'],
  [{}, { DARKROOM_ENDPOINT: '127.0.0.1:4566' }, 'DARKROOM_ENDPOINT: '],
  [{}, { DARKROOM_TARGET: 'gcp' }, 'DARKROOM_TARGET: '],
  [{ target: 'aws', endpoint: local }, {}, '--target is aws, and --endpoint is for clouds on this machine'],
])('%j with %j is refused by name', (options, environment, message) => {
  expect(() => resolveWhere(options, environment, folder)).toThrow(message);
});

test.each(['{', '[]', '{ "stge": "dev" }', '{ "stage": 1 }'])(
  'a .darkroom.json of %s is refused with its path',
  (text) => {
    writeFileSync(join(folder, '.darkroom.json'), text);
    expect(() => resolveWhere({}, {}, folder)).toThrow(
      `${join(folder, '.darkroom.json')} is not as it must be`,
    );
  },
);

test('a wrong value of .darkroom.json is refused with its path', () => {
  writeSettings({ stage: 'No' });
  expect(() => resolveWhere({}, {}, folder)).toThrow(`stage in ${join(folder, '.darkroom.json')}: must be`);
});

test.each([
  'http://photos.example',
  'http://127.0.0.1@photos.example',
  'http://localhost.example',
  'http://10.0.0.1',
])('.darkroom.json does not lead to %s: photos and keys would go to whoever wrote the file', (endpoint) => {
  writeSettings({ endpoint });
  expect(() => resolveWhere({}, {}, folder)).toThrow('endpoint: must be on this machine');
});

test.each([
  'http://localhost:4566',
  'http://s3.localhost:1',
  'http://[::1]:4566',
  'http://localhost.localstack.cloud:4566',
])('.darkroom.json leads to %s, which is this machine', (endpoint) => {
  writeSettings({ endpoint });
  expect(resolveWhere({}, {}, folder)).toMatchObject({ endpoint });
});
