import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'resize';
const answering = (text: string) => `export const handler = async () => '${text}';`;

/** Version 1 answers `one`, version 2 and `$LATEST` answer `two`. */
async function startWithTwoVersions() {
  const started = await startLambda();
  const { lambda, create } = started;
  await create(FunctionName, answering('one'), { Publish: true });
  const ZipFile = await zipOf({ 'index.mjs': answering('two') });
  const { Version } = await lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }),
  );
  expect(Version).toBe('2');
  return started;
}

test('a published version stays what it was', async () => {
  const { lambda, invoke } = await startWithTwoVersions();

  expect(await invoke(`${FunctionName}:1`)).toMatchObject({ value: 'one', version: '1' });
  expect(await invoke(`${FunctionName}:2`)).toMatchObject({ value: 'two', version: '2' });
  expect(await invoke(FunctionName)).toMatchObject({ value: 'two', version: '$LATEST' });
  const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
});

test('nothing new is published where nothing has changed', async () => {
  const { lambda } = await startWithTwoVersions();

  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName }));

  expect(Version).toBe('2');
});

test('an alias leads to the version it was last pointed to', async () => {
  const { lambda, invoke } = await startWithTwoVersions();
  const Name = 'live';
  const alias = { FunctionName, Name, FunctionVersion: '1', Description: 'what runs' };

  const created = await lambda.send(new CreateAliasCommand(alias));
  expect(await invoke(`${FunctionName}:live`)).toMatchObject({ value: 'one', version: '1' });
  await lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion: '2' }));
  expect(await invoke(`${FunctionName}:live`)).toMatchObject({ value: 'two', version: '2' });

  const read = await lambda.send(new GetAliasCommand({ FunctionName, Name }));
  expect(read).toMatchObject({ AliasArn: created.AliasArn, FunctionVersion: '2', Description: 'what runs' });
  await expect(lambda.send(new CreateAliasCommand(alias))).rejects.toThrow(
    'Alias already exists: arn:aws:lambda:us-east-1:000000000000:function:resize:live',
  );
  await lambda.send(new DeleteAliasCommand({ FunctionName, Name }));
  expect((await lambda.send(new ListAliasesCommand({ FunctionName }))).Aliases).toEqual([]);
  await expect(invoke(`${FunctionName}:live`)).rejects.toThrow(
    'Function not found: arn:aws:lambda:us-east-1:000000000000:function:resize:live',
  );
});
