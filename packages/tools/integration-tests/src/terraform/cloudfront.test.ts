import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cloudfrontStack } from './cloudfront-stack.ts';
import { readEverything } from './everything.ts';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const handler = `export const handler = async (event) => ({
  statusCode: 200,
  body: event.rawPath + ' ' + (event.headers['x-comment'] ?? ''),
});`;

describe.skipIf(!hasTerraform)('Terraform deploys a distribution to local-aws', () => {
  test('it is made, serves its origins, is planned clean, is what the embedded deployment makes, is updated and destroyed', async () => {
    const cloud = await startLocalAws({ port: 0, enforceIam: true });
    onTestFinished(() => cloud.close());
    const { endpoint, region } = cloud;
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-cloudfront-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const zip = 'function.zip'; // Terraform and the embedded deployment read it from the stack's folder
    await writeFile(join(folder, zip), zipSync({ 'index.mjs': strToU8(handler) }));
    const terraform = terraformIn(folder, {});
    const write = (comment: string) =>
      writeFile(join(folder, 'stack.tf.json'), JSON.stringify(cloudfrontStack(endpoint, comment, zip)));
    const plan = () => terraform.run('plan', '-input=false', '-detailed-exitcode');
    const ask = async (path: string) => (await fetch(`${endpoint}/_aws/cloudfront/site${path}`)).text();

    await write('one');
    await terraform.run('init', '-input=false');
    await terraform.run('apply', '-input=false', '-auto-approve');
    expect(await plan()).toContain('No changes.');

    const s3 = session({ endpoint, region }).client(S3Client);
    await s3.send(new PutObjectCommand({ Bucket: 'variants', Key: 'v/stored', Body: 'from the bucket' }));
    expect(await ask('/photo')).toBe('/photo one 0');
    expect(await ask('/v/stored')).toBe('from the bucket');
    expect(await ask('/v/made')).toBe('/v/made ');

    const other = await startLocalAws({ port: 0, enforceIam: true });
    onTestFinished(() => other.close());
    await deployEmbedded({ stackFile: join(folder, 'stack.tf.json'), endpoint: other.endpoint, region });
    const read = (at: string) => readEverything(session({ endpoint: at, region }));
    expect((await read(other.endpoint)).cloudfront).toEqual((await read(endpoint)).cloudfront);

    await write('two');
    expect(await terraform.run('apply', '-input=false', '-auto-approve')).toMatch(
      /0 added, [1-9]\d* changed, 0 destroyed/,
    );
    expect(await plan()).toContain('No changes.');
    expect(await ask('/photo')).toBe('/photo two 0');

    await s3.send(new DeleteObjectCommand({ Bucket: 'variants', Key: 'v/stored' }));
    expect(await terraform.run('destroy', '-input=false', '-auto-approve')).toContain('Destroy complete!');
  });
});
