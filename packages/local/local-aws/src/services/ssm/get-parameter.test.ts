import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParametersCommand,
  ParameterNotFound,
  ParameterVersionNotFound,
  paginateGetParameterHistory,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { startSsm } from './testing/start-ssm.ts';

test('a selector asks for an older version', async () => {
  const { put, get } = await startSsm();
  await put('mode', 'slow');
  await put('mode', 'fast', { Overwrite: true });

  expect(await get('mode:1')).toMatchObject({ Name: 'mode', Value: 'slow', Version: 1, Selector: ':1' });
  const missing = get('mode:3');
  await expect(missing).rejects.toBeInstanceOf(ParameterVersionNotFound);
  await expect(missing).rejects.toMatchObject({
    message: 'Systems Manager could not find version 3 of mode. Verify the version and try again.',
  });
});

test('several parameters are read at once, with those that are not there named', async () => {
  const { ssm, put } = await startSsm();
  await put('/a', '1');
  await put('/b', '2');
  const read = await ssm.send(new GetParametersCommand({ Names: ['/b', '/a:1', '/a:7', '/c'] }));
  expect(read.Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
    ['/b', '2'],
    ['/a', '1'],
  ]);
  expect(read.InvalidParameters).toEqual(['/a:7', '/c']);
  const eleven = Array.from({ length: 11 }, (_, index) => `/${index}`);
  await expect(ssm.send(new GetParametersCommand({ Names: eleven }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('Member must have length less than or equal to 10'),
  });
});

test('the history holds the newest hundred versions, page by page', async () => {
  const { ssm, put } = await startSsm();
  for (let version = 1; version <= 103; version += 1) {
    await put('counter', `${version}`, { Type: 'SecureString', Overwrite: true });
  }
  const pages = [];
  const input = { Name: 'counter', WithDecryption: true };
  for await (const { Parameters } of paginateGetParameterHistory({ client: ssm, pageSize: 40 }, input))
    pages.push(Parameters?.map(({ Value }) => Number(Value)) ?? []);

  expect(pages.map((page) => page.length)).toEqual([40, 40, 20]);
  expect(pages.flat()).toEqual(Array.from({ length: 100 }, (_, index) => index + 4));
});

test('what was deleted is gone with its history', async () => {
  const { ssm, put, get } = await startSsm();
  await put('one', '1');
  await put('two', '2');
  await ssm.send(new DeleteParameterCommand({ Name: 'one' }));

  await expect(get('one')).rejects.toBeInstanceOf(ParameterNotFound);
  await expect(ssm.send(new DeleteParameterCommand({ Name: 'one' }))).rejects.toBeInstanceOf(
    ParameterNotFound,
  );
  expect(await ssm.send(new DeleteParametersCommand({ Names: ['one', 'two'] }))).toMatchObject({
    DeletedParameters: ['two'],
    InvalidParameters: ['one'],
  });
  expect(await put('one', 'again')).toMatchObject({ Version: 1 });
});
