import { expect, test } from 'vitest';
import { ownHosts } from './own-hosts.ts';

const isOwn = ownHosts(['proxy.example', '.Box.example']);

test.each([
  '127.0.0.1',
  '127.0.0.1:4566',
  '127.8.9.10:80',
  '[::1]:4566',
  '[::ffff:7f00:1]:4566',
  'localhost:4566',
  'LOCALHOST',
  'photos.localhost:4566',
  'localhost.localstack.cloud:4566',
  'photos.s3.us-east-1.localhost.localstack.cloud:4566',
  'darkroom-dev.execute-api.localhost.localstack.cloud:4566',
  'proxy.example',
  'proxy.example:8080',
  'photos.box.example',
])('%s is this cloud', (host) => expect(isOwn(host)).toBe(true));

test.each([
  '',
  'evil.example:4566',
  'localhost.evil.example:4566',
  'evil-localhost:4566',
  'evillocalhost.localstack.cloud:4566',
  '127.0.0.1.nip.io:4566',
  '0.0.0.0:4566', // this machine to a browser on Linux, and no loopback address
  '10.0.0.1:4566',
  '[::]:4566',
  'x.execute-api.evil.example:4566',
  'photos.s3.amazonaws.com',
  'localhost@evil.example',
  'evil.example@localhost',
  'evil.example#.localhost',
  'evil.example/.localhost',
  'localhost.',
  'sub.proxy.example',
  'box.example',
])('%j is not', (host) => expect(isOwn(host)).toBe(false));
