import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { parseConfig } from '@darkroom/pipeline-config';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Checkout, copyCheckout } from './checkout.ts';
import { readEverything } from './everything.ts';
import { hasTerraform } from './terraform-cli.ts';

/** What a stage may have beside the default. */
const chosen = { encryption: { key: 'own' }, api: { accessLogs: true }, tracing: {} } as const;

let cloud: LocalAws;
let checkout: Checkout;
let environment: Record<string, string>;
let outputsFile: string;

/** `pnpm run <script>` of the copy, on the cloud of this test. */
async function pnpm(...args: string[]): Promise<string> {
  const started = performance.now();
  const output = await checkout.run('npx', ['--yes', 'pnpm', 'run', ...args], environment);
  const seconds = Math.round((performance.now() - started) / 1000);
  const [, result = ''] = /(?:Resources: |found )(.*)/.exec(output) ?? [];
  console.info(`${args[0]}: ${result.trim()} (${seconds} s)`); // the transcript, in CI's log
  return output;
}

function connect(endpoint = cloud.endpoint) {
  return session({ endpoint, region: cloud.region });
}

const resources = /Resources: (\d+) added, (\d+) changed, (\d+) destroyed/;
function counts(output: string) {
  const [, added, changed, destroyed] = resources.exec(output) ?? [];
  return { added: Number(added), changed: Number(changed), destroyed: Number(destroyed) };
}

async function lambda(name: string) {
  return connect()
    .client(LambdaClient)
    .send(new GetFunctionConfigurationCommand({ FunctionName: name }));
}

describe.skipIf(!hasTerraform)('Terraform deploys the stack to local-aws', () => {
  beforeAll(async () => {
    cloud = await startLocalAws({ port: 0, enforceIam: true });
    checkout = await copyCheckout();
    await checkout.edit('darkroom.config.ts', (text) =>
      text.replace('presets: {', `${JSON.stringify(chosen).slice(1, -1)},\n  presets: {`),
    );
    outputsFile = join(checkout.folder, 'outputs.json');
    environment = { DARKROOM_ENDPOINT: cloud.endpoint, DARKROOM_STAGE: 'test' };
  });
  afterAll(async () => {
    await cloud?.close();
    await checkout?.remove();
  });

  test('deploy makes every resource and writes the outputs', async () => {
    const output = await pnpm('deploy:embedded', '--outputs-file', outputsFile);
    expect(counts(output)).toMatchObject({ changed: 0, destroyed: 0 });
    const outputs = z
      .record(z.string(), z.record(z.string(), z.string()))
      .parse(JSON.parse(await readFile(outputsFile, 'utf8')));
    expect(outputs['darkroom-test-embedded']).toMatchObject({
      originals_bucket: 'darkroom-test-originals-000000000000',
      table_name: 'darkroom-test-images',
    });
  });

  test('a second plan finds nothing to change', async () => {
    expect(await pnpm('plan:embedded')).toContain('found no differences');
  });

  test('what Terraform made is what the embedded deployment makes', async () => {
    const other = await startLocalAws({ port: 0, enforceIam: true });
    onTestFinished(() => other.close());
    const { endpoint, region } = other;
    const settings = { stage: 'test', target: 'embedded', endpoint } as const;
    const outdir = join(checkout.folder, 'embedded.out');
    const { stackFile } = synthesize(
      parseConfig({ ...builtConfig(), ...chosen }),
      settings,
      outdir,
      join(checkout.folder, 'packages/functions'),
    );
    await deployEmbedded({ stackFile, endpoint, region });
    expect(await readEverything(connect(endpoint))).toEqual(await readEverything(connect()));
  });

  test('the integration suite passes on it', async () => {
    // The files that use each resource; the others prove what does not depend on who deployed it.
    const files = ['photo-to-prints', 'images-api', 'upload-parts', 'suite/delivery'];
    const output = await checkout.run('npx', ['vitest', 'run', '--project', 'integration', ...files], {
      ...environment,
      DARKROOM_TEST_OUTPUTS: outputsFile,
      DARKROOM_TARGET: 'embedded',
    });
    expect(output).toMatch(/Tests\s+\d+ passed/);
  });

  test('new code, memory, environment and presets are an update, after which the plan is clean', async () => {
    const before = await lambda('darkroom-test-process-upload');
    await checkout.edit('darkroom.config.ts', (text) =>
      text.replace(
        'presets: {',
        "functions: { processUpload: { memoryMb: 2048 } },\n  presets: {\n    tiny: { width: 32, format: 'png' },",
      ),
    );
    await checkout.edit('packages/functions/process-upload/src/manifest.ts', (text) =>
      text.replace('environment: {', "environment: {\n    LOG_LEVEL: { literal: 'DEBUG' },"),
    );
    await checkout.edit('packages/functions/process-upload/src/handler.ts', (text) =>
      text.replace(
        'logger.addContext(context);',
        "logger.addContext(context);\n    logger.debug('changed');",
      ),
    );

    expect(counts(await pnpm('deploy:embedded'))).toMatchObject({ added: 0, destroyed: 0 });
    const after = await lambda('darkroom-test-process-upload');
    expect(after.CodeSha256).not.toBe(before.CodeSha256);
    expect(after.MemorySize).toBe(2048);
    expect(after.Environment?.Variables).toMatchObject({ LOG_LEVEL: 'DEBUG' });
    expect(await pnpm('plan:embedded')).toContain('found no differences');
  });

  test('a destroy that fails names what is left', async () => {
    const table = { TableName: 'darkroom-test-images' };
    const protect = (DeletionProtectionEnabled: boolean) =>
      connect()
        .client(DynamoDBClient)
        .send(new UpdateTableCommand({ ...table, DeletionProtectionEnabled }));
    await protect(true);
    await expect(pnpm('destroy:embedded')).rejects.toThrow(
      /Not deleted:(\n {2}\S+ \S+)*\n {2}aws_dynamodb_table darkroom-test-images/,
    );
    await protect(false);
  });

  test('destroy leaves nothing but the spans, whose log group is the account’s', async () => {
    expect(await pnpm('destroy:embedded')).toMatch(/Destroy complete! Resources: \d+ destroyed/);
    const left = await readEverything(connect());
    expect(Object.values(left).flatMap((kind) => Object.keys(kind))).toEqual(['aws/spans']);
  });
});
