import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesize } from '@darkroom/infra';
import { startLocalAws } from '@darkroom/local-aws';
import { parseConfig } from '@darkroom/pipeline-config';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

/** Pages show pictures from their lasting addresses now, no longer by presigned URLs of the bucket. */
const meantToGo = ['aws_s3_bucket_cors_configuration.variants_cors_14E03FDF'];

/** What release 0.1.0 keeps photos, records and events in, and the API that has its URL, as it was synthesized. */
const release = new URL('./release-0.1.0.tf.json', import.meta.url);
const stack = 'darkroom-test-embedded';
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

const planSchema = z.object({
  resource_changes: z.array(
    z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }),
  ),
});

describe.skipIf(!hasTerraform)('An upgrade from release 0.1.0', () => {
  test('destroys no bucket, no table, no queue, and keeps the URL of the API', async () => {
    const cloud = await startLocalAws({ port: 0 });
    onTestFinished(() => cloud.close());
    const { endpoint } = cloud;
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-upgrade-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const state = join(folder, `terraform.${stack}.tfstate`); // where the stack keeps it

    const before = JSON.parse((await readFile(release, 'utf8')).replaceAll('http://ENDPOINT', endpoint));
    before.terraform.backend = { local: { path: state } };
    await mkdir(join(folder, 'before'));
    await writeFile(join(folder, 'before/cdk.tf.json'), JSON.stringify(before));
    const old = terraformIn(join(folder, 'before'), credentials);
    await old.run('init', '-input=false');
    await old.run('apply', '-input=false', '-auto-approve');
    const addresses = Object.entries<object>(before.resource).flatMap(([type, resources]) =>
      Object.keys(resources)
        .map((name) => `${type}.${name}`)
        .filter((address) => !meantToGo.includes(address)),
    );

    const config = parseConfig({ presets: { thumb: { width: 320 } } });
    const settings = { stage: 'test', target: 'embedded', endpoint } as const;
    const { stackFile } = synthesize(config, settings, join(folder, 'cdktf.out'));
    const terraform = terraformIn(dirname(stackFile), credentials);
    await terraform.run('init', '-input=false');
    await terraform.run('plan', '-input=false', '-out=plan');
    const { resource_changes: changes } = planSchema.parse(
      JSON.parse(await terraform.run('show', '-json', 'plan')),
    );

    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      const actions = changes.find((found) => found.address === address)?.change.actions;
      expect([address, actions]).toEqual([address, [expect.stringMatching(/^(no-op|update)$/)]]);
    }
    const destroyed = changes.filter(({ change }) => change.actions.includes('delete'));
    expect(destroyed.map(({ address }) => address)).toEqual(meantToGo);
  });
});
