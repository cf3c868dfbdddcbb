import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test, vi } from 'vitest';
import { preflight } from './preflight.ts';

const region = 'us-east-1';
const nobody = 'http://127.0.0.1:9'; // the discard port, where nothing listens

const terraform = `echo '{ "terraform_version": "1.11.4" }'`;

/** Leaves only these commands on the PATH, as scripts for sh. */
async function onPath(commands: Record<string, string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-path-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** A server that gives the same response to everything. */
async function answering(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('without Terraform it says where to install it from', async () => {
  await onPath({});
  await expect(preflight('aws', { endpoint: nobody, region })).rejects.toMatchObject({
    code: 'TerraformMissing',
    message: expect.stringContaining('developer.hashicorp.com/terraform/install'),
  });
});

test.each(['1.5.7', '0.15.5'])(
  'a Terraform that cannot lock state in S3 is too old, as %s',
  async (version) => {
    await onPath({ terraform: `echo '{ "terraform_version": "${version}" }'` });
    await expect(preflight('aws', { endpoint: nobody, region })).rejects.toMatchObject({
      code: 'TerraformTooOld',
      message: expect.stringContaining(`found ${version}`),
    });
  },
);

test('a Terraform of the next major version is new enough', async () => {
  await onPath({ terraform: `echo '{ "terraform_version": "2.0.0" }'` });
  await expect(preflight('embedded', { endpoint: nobody, region })).rejects.toMatchObject({
    code: 'NotRunning',
  });
});

test('without an embedded cloud it says how to start one', async () => {
  await onPath({ terraform });
  await expect(preflight('embedded', { endpoint: nobody, region })).rejects.toMatchObject({
    code: 'NotRunning',
    message: expect.stringContaining('npx --yes pnpm local-aws'),
  });
});

const plugin = '[ "$1" != compose ] || exit 1'; // `docker compose` is unknown
const daemon = '[ "$1" != info ] || { echo Cannot connect to the Docker daemon >&2; exit 1; }';

test.each([
  [
    'how to start it',
    { docker: '' },
    'NotRunning',
    'docker compose -f docker-compose.localstack.yml up -d --wait',
  ],
  ['that Docker is missing', {}, 'DockerMissing', 'docs.docker.com/get-docker'],
  ['that Compose is missing', { docker: plugin }, 'ComposeMissing', 'docs.docker.com/compose/install'],
  ['that Docker does not run', { docker: daemon }, 'DockerNotRunning', 'Cannot connect to the Docker daemon'],
])('without LocalStack it says %s', async (_, commands, code, message) => {
  await onPath({ terraform, ...commands });
  await expect(preflight('localstack', { endpoint: nobody, region })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test("something that answers on LocalStack's path, but is not LocalStack, is recognised", async () => {
  await onPath({ terraform, docker: '' });
  const other = await answering(200, '{}');
  await expect(preflight('localstack', { endpoint: other, region })).rejects.toMatchObject({
    code: 'NotRunning',
    message: expect.stringContaining('answered something else than its health'),
  });
});

test('a LocalStack of another version, or a server in its place, is named in a warning and used', async () => {
  await onPath({ terraform });
  const health = { services: { s3: 'running' }, edition: 'community', version: '3.0.2' };
  const older = await answering(200, JSON.stringify(health));
  const successor = await answering(200, JSON.stringify({ services: { s3: 'available' } }));
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  for (const endpoint of [older, successor, cloud.endpoint]) {
    await preflight('localstack', { endpoint, region }, warn);
  }
  expect(warnings).toEqual([
    expect.stringContaining(`Found LocalStack (community) 3.0.2 at ${older};`),
    expect.stringContaining(`Found a server that does not say what it is at ${successor};`),
    expect.stringContaining('Found local-aws '),
  ]);
  await preflight('embedded', { endpoint: cloud.endpoint, region }, () => expect.unreachable());
});

test('expired and missing credentials are distinguished', async () => {
  await onPath({ terraform });
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  await expect(preflight('aws', { endpoint: nobody, region })).rejects.toMatchObject({
    code: 'CredentialsMissing',
  });

  const message = 'The security token included in the request is expired';
  const expired = `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>${message}</Message></Error></ErrorResponse>`;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', await answering(403, expired));
  await expect(preflight('aws', { endpoint: nobody, region })).rejects.toMatchObject({
    code: 'CredentialsExpired',
    message: expect.stringContaining('aws sso login'),
  });
});

test('a region without an endpoint is named', async () => {
  await onPath({ terraform });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://sts.mars-north-1.invalid'); // a name that never resolves (RFC 6761)
  await expect(preflight('aws', { endpoint: nobody, region: 'mars-north-1' })).rejects.toMatchObject({
    code: 'RegionUnreachable',
    message: expect.stringContaining('mars-north-1'),
  });
});
