import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './workspace.ts';

const file = 'docker-compose.localstack.yml';

/** Compose 2 is a plugin of docker, Compose 1 a program of its own; they write ports and volumes differently. */
const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([command = '', ...plugin]) => spawnSync(command, [...plugin, 'version']).status === 0,
);

const portSchema = z.union([
  z.string().transform((port) => port.replace(/\/tcp$/, '')),
  z
    .object({ host_ip: z.string().optional(), published: z.coerce.string(), target: z.int() })
    .transform(({ host_ip = '', published, target }) => `${host_ip}:${published}:${target}`),
]);
const volumeSchema = z.union([
  z.string().transform((volume) => volume.replace(/:rw$/, '')),
  z
    .object({ source: z.string(), target: z.string() })
    .transform(({ source, target }) => `${source}:${target}`),
]);
const resultSchema = z.object({
  services: z.strictObject({
    localstack: z.object({
      image: z.string(),
      ports: z.array(portSchema),
      volumes: z.array(volumeSchema),
      environment: z.object({ SERVICES: z.string() }),
      healthcheck: z.object({ test: z.array(z.string()), retries: z.int() }),
    }),
  }),
});

/** What Compose makes of the file. */
function localstack() {
  const [command = '', ...plugin] = compose ?? [];
  const { stdout, stderr } = spawnSync(command, [...plugin, '-f', file, 'config'], {
    cwd: root,
    encoding: 'utf8',
  });
  const parsed = resultSchema.safeParse(parse(stdout));
  expect(parsed.error, stderr).toBeUndefined();
  return parsed.data?.services.localstack;
}

test.skipIf(!compose)(
  `Compose takes ${file}${compose ? '' : ' (skipped: neither docker compose nor docker-compose is installed)'}`,
  async () => {
    const { image, ports, volumes, healthcheck, environment } = localstack() ?? {};

    expect(image).toBe('localstack/localstack:4.14.0'); // the last one that needs no token
    expect(ports).toEqual(['127.0.0.1:4566:4566']); // this machine only
    expect(volumes).toContain('/var/run/docker.sock:/var/run/docker.sock'); // functions run in containers
    expect(healthcheck?.test).toContain('http://127.0.0.1:4566/_localstack/health');
    expect(healthcheck?.retries).toBeGreaterThan(10);
    const started = environment?.SERVICES.split(',') ?? [];
    expect(started).toEqual(expect.arrayContaining(await servicesOfTheStack()));
    expect(started.length).toBeLessThan(20); // and not whatever LocalStack has
  },
);

/** Those that Terraform's provider is pointed at LocalStack for. */
async function servicesOfTheStack(): Promise<string[]> {
  const provider = await readFile(join(root, 'infra/src/provider.ts'), 'utf8');
  const [, list = ''] = /const services = \[([^\]]+)\]/.exec(provider) ?? [];
  const services = [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  expect(services).toContain('lambda');
  return services;
}
