import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetFunctionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'edited';
const S3Bucket = 'hot-reload';

test('a function runs the code of a folder as it was at the last update, and a zip takes its place again', async () => {
  const { lambda, create, invoke } = await startLambda();
  const folder = await temporaryFolder();
  const save = (answer: number) =>
    writeFile(join(folder, 'index.mjs'), `export const handler = async () => ${answer};`);
  const update = (code: object) => lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ...code }));

  await save(1);
  await create(FunctionName, '', { Code: { S3Bucket, S3Key: folder } });
  expect((await invoke(FunctionName)).value).toBe(1);
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  expect(Code?.Location).toBe(pathToFileURL(folder).href);

  await save(2);
  expect((await invoke(FunctionName)).value).toBe(1);
  await update({ S3Bucket, S3Key: folder });
  expect((await invoke(FunctionName)).value).toBe(2);

  await update({ ZipFile: await zipOf({ 'index.mjs': 'export const handler = async () => 3;' }) });
  expect((await invoke(FunctionName)).value).toBe(3);
});

test('a path that is relative or no folder is refused', async () => {
  const { create } = await startLambda();
  for (const S3Key of ['functions/edited', '/no/such/folder'])
    await expect(create(FunctionName, '', { Code: { S3Bucket, S3Key } })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(`There is no folder ${S3Key}.`),
    });
});
