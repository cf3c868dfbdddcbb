import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.ts';
import { Bucket, startS3 } from './testing/start-s3.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const key = 'any/path/ü +x%.jpg';

async function startWithCli() {
  const { aws } = await startS3();
  const folder = await temporaryFolder();
  return {
    folder,
    cli: awsCli(aws.endpoint, folder),
    async write(name: string, content: string | Buffer) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    },
  };
}

describe.skipIf(!hasAwsCli)('through the AWS CLI', () => {
  test('a file is copied up, listed, shared by a URL, moved and copied down', {
    timeout: 60_000,
  }, async () => {
    const { cli, write, folder } = await startWithCli();
    const photo = Buffer.alloc(9 * 1024 * 1024, 'photo'); // above 8 MB the CLI uploads in parts
    await write('photo.jpg', photo);
    await cli('s3', 'cp', 'photo.jpg', `s3://${Bucket}/${key}`);
    expect(await cli('s3', 'ls', `s3://${Bucket}/any/path/`)).toMatch(/ 9437184 ü \+x%\.jpg\n$/);
    const url = (await cli('s3', 'presign', `s3://${Bucket}/${key}`)).trim();
    expect(photo.equals(Buffer.from(await (await fetch(url)).arrayBuffer()))).toBe(true);
    await cli('s3', 'mv', `s3://${Bucket}/${key}`, `s3://${Bucket}/moved`);
    await cli('s3', 'cp', `s3://${Bucket}/moved`, 'back.jpg');
    expect(photo.equals(await readFile(join(folder, 'back.jpg')))).toBe(true);
    expect(JSON.parse(await cli('s3api', 'list-objects-v2', '--bucket', Bucket)).Contents).toMatchObject([
      { Key: 'moved', Size: photo.length },
    ]);
  });

  test('a folder is synchronized and removed with its bucket', { timeout: 60_000 }, async () => {
    const { cli, write } = await startWithCli();
    await write(`from/${key}`, 'photo');
    await write('from/notes.txt', 'notes');
    await cli('s3', 'mb', 's3://backup');
    expect(await cli('s3', 'sync', 'from', 's3://backup', '--no-progress')).toContain('notes.txt');
    expect(await cli('s3', 'sync', 'from', 's3://backup', '--no-progress')).toBe('');
    await cli('s3', 'rm', 's3://backup/notes.txt');
    expect(await cli('s3', 'ls', '--recursive', 's3://backup')).toMatch(
      /^\S+ \S+ +5 any\/path\/ü \+x%\.jpg\n$/,
    );
    await cli('s3', 'rb', '--force', 's3://backup');
    expect(await cli('s3', 'ls')).not.toContain('backup');
  });
});
