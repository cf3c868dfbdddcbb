import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from '@darkroom/infra';
import { writePlaceholderFunctions } from '@darkroom/infra/testing/placeholder-functions';
import { type PipelineConfigInput, parseConfig } from '@darkroom/pipeline-config';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const userPool = fileURLToPath(new URL('../../../../../examples/user-pool', import.meta.url));

const stepManifest = (name: string) => ({
  name,
  description: name,
  handler: 'index.handler',
  trigger: { step: true },
  environment: {},
  permissions: [],
});

const shapes: Record<string, Partial<PipelineConfigInput>> = {
  'as it is by default': {},
  'with an own domain, a web ACL, Origin Shield, logs and every other part': {
    delivery: {
      domain: {
        name: 'img.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
      },
      webAclArn:
        'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pictures/12345678-1234-1234-1234-123456789012',
      originShield: 'eu-central-1',
      logs: true,
    },
    originals: { versioned: true },
    intake: { mode: 'queue' },
    events: {},
    encryption: { key: 'own' },
    uploaders: [{ name: 'scanner', prefix: 'scans/', vpcEndpointId: 'vpce-0a1b2c3d' }],
    steps: [
      { name: 'judge', function: 'judge', after: 'decode', concurrency: 2 },
      { name: 'tagger', function: 'tagger', after: 'ready' },
    ],
    region: 'eu-central-1',
    monitoring: { email: 'ops@example.com', monthlyBudget: 50 },
    webhooks: [{ name: 'shop', url: 'https://shop.example/hook', events: ['image.ready', 'alarm'] }],
  },
  'without CloudFront': { delivery: { cloudFront: false } },
};

describe.skipIf(!hasTerraform)("Terraform's provider finds the stack for AWS valid", () => {
  test.each(Object.entries(shapes))('%s', async (_, shape) => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-validate-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const functions = join(folder, 'functions');
    await writePlaceholderFunctions(functions, 'any', ['judge', 'tagger'].map(stepManifest));
    const config = parseConfig({ presets: { thumb: { width: 320 } }, auth: { mode: 'apiKey' }, ...shape });
    const settings = { stage: 'prod', target: 'aws', endpoint: '' } as const;
    const { stackFile } = synthesize(config, settings, join(folder, 'cdktf.out'), functions);
    const terraform = terraformIn(dirname(stackFile), {});
    await terraform.run('init', '-input=false', '-backend=false');
    expect(await terraform.run('validate')).toContain('The configuration is valid.');
  });

  test('and the user pool of the examples, which is written as Terraform writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-validate-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await cp(userPool, folder, { recursive: true });
    const terraform = terraformIn(folder, {});
    await terraform.run('init', '-input=false', '-backend=false');
    expect(await terraform.run('validate')).toContain('The configuration is valid.');
    expect(await terraform.run('fmt', '-check')).toBe('');
  });
});
