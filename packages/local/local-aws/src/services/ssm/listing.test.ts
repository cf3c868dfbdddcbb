import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParametersByPathCommand,
  type ParameterStringFilter,
  paginateDescribeParameters,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { startSsm } from './testing/start-ssm.ts';

async function startShop() {
  const started = await startSsm();
  const { put } = started;
  await put('plain', '0');
  await put('/shop/dev/key', 'secret', { Type: 'SecureString', KeyId: 'alias/shop' });
  await put('/shop/dev/url', '1', { Tags: [{ Key: 'stage', Value: 'dev' }] });
  await put('/shop/dev/web/port', '2');
  await put('/shop/name', '3', { Tier: 'Advanced' });
  await put('/shopping', '4', { Type: 'StringList' });
  return started;
}

test.each([
  ['/shop', false, ['/shop/name']],
  ['/shop/', false, ['/shop/name']],
  ['/shop/dev', false, ['/shop/dev/key', '/shop/dev/url']],
  ['/shop', true, ['/shop/dev/key', '/shop/dev/url', '/shop/dev/web/port', '/shop/name']],
  ['/', false, ['/shopping', 'plain']],
  ['/none', true, []],
])('below %s (recursive: %s) are %j', async (Path, Recursive, names) => {
  const { ssm } = await startShop();
  const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path, Recursive }));
  expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
});

test('a path is read page by page, decrypted on request, whatever is deleted meanwhile', async () => {
  const { ssm } = await startShop();
  const pages = [];
  const input = { Path: '/shop', Recursive: true, WithDecryption: true };
  for await (const { Parameters } of paginateGetParametersByPath({ client: ssm, pageSize: 2 }, input)) {
    pages.push(Parameters?.map(({ Value }) => Value));
    if (pages.length === 1) await ssm.send(new DeleteParameterCommand({ Name: '/shop/dev/key' }));
  }
  expect(pages).toEqual([
    ['secret', '1'],
    ['2', '3'],
  ]);
});

test.each<[filter: ParameterStringFilter, names: string[]]>([
  [{ Key: 'Name', Values: ['plain', '/shopping'] }, ['/shopping', 'plain']],
  [
    { Key: 'Name', Option: 'BeginsWith', Values: ['/shop/dev'] },
    ['/shop/dev/key', '/shop/dev/url', '/shop/dev/web/port'],
  ],
  [{ Key: 'Name', Option: 'Contains', Values: ['am'] }, ['/shop/name']],
  [{ Key: 'Type', Values: ['SecureString', 'StringList'] }, ['/shop/dev/key', '/shopping']],
  [{ Key: 'Path', Values: ['/shop/dev'] }, ['/shop/dev/key', '/shop/dev/url']],
  [
    { Key: 'Path', Option: 'Recursive', Values: ['/shop/dev/'] },
    ['/shop/dev/key', '/shop/dev/url', '/shop/dev/web/port'],
  ],
  [{ Key: 'KeyId', Values: ['alias/shop'] }, ['/shop/dev/key']],
  [{ Key: 'Tier', Values: ['Advanced'] }, ['/shop/name']],
  [{ Key: 'tag:stage', Values: ['dev'] }, ['/shop/dev/url']],
])('%j finds %j', async (filter, names) => {
  const { ssm } = await startShop();
  const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
  expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
});

test('descriptions have no values, and come page by page', async () => {
  const { ssm } = await startShop();
  const pages = [];
  for await (const { Parameters } of paginateDescribeParameters({ client: ssm, pageSize: 4 }, {}))
    pages.push(Parameters);
  expect(pages.map((page) => page?.length)).toEqual([4, 2]);
  expect(pages[0]?.[0]).toMatchObject({
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/dev/key',
    KeyId: 'alias/shop',
    LastModifiedUser: 'arn:aws:iam::000000000000:root',
  });
  expect(pages.flat().filter((parameter) => parameter && 'Value' in parameter)).toEqual([]);
});

test.each<[filters: ParameterStringFilter[], error: string, message: string]>([
  [[{ Key: 'Colour', Values: ['red'] }], 'ValidationException', 'regular expression pattern: tag:.+|Name|'],
  [[{ Key: 'Label', Values: ['prod'] }], 'InvalidFilterKey', 'filter key is not valid: Label'],
  [[{ Key: 'Type', Values: ['Text'] }], 'InvalidFilterOption', 'filter value is not valid: Text'],
  [[{ Key: 'Path', Option: 'Equals', Values: ['/a'] }], 'InvalidFilterOption', '[OneLevel, Recursive]'],
  [[{ Key: 'Path', Values: ['a'] }], 'ValidationException', 'must begin with a forward slash'],
  [[{ Key: 'Name' }], 'InvalidFilterValue', 'missing : null for filter key Name'],
  [
    [
      { Key: 'Name', Values: ['a'] },
      { Key: 'Name', Values: ['b'] },
    ],
    'InvalidFilterKey',
    'duplicated',
  ],
])('%j is refused', async (ParameterFilters, error, message) => {
  const { ssm } = await startSsm();
  await expect(ssm.send(new DescribeParametersCommand({ ParameterFilters }))).rejects.toMatchObject({
    name: error,
    message: expect.stringContaining(message),
  });
});

test('a token that no page ended with is refused', async () => {
  const { ssm } = await startSsm();
  await expect(ssm.send(new DescribeParametersCommand({ NextToken: 'no token!' }))).rejects.toMatchObject({
    name: 'InvalidNextToken',
  });
});
