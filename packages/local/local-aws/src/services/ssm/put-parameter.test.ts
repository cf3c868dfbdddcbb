import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  ParameterAlreadyExists,
} from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startSsm } from './testing/start-ssm.ts';

test('a parameter reads back as it was put', async () => {
  const { put, get } = await startSsm();
  expect(await put('/shop/dev/colours', 'red,green', { Type: 'StringList' })).toMatchObject({
    Version: 1,
    Tier: 'Standard',
  });
  expect(await get('/shop/dev/colours')).toEqual({
    Name: '/shop/dev/colours',
    Type: 'StringList',
    Value: 'red,green',
    Version: 1,
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/dev/colours',
    DataType: 'text',
    LastModifiedDate: expect.any(Date),
  });
});

test('values of every script survive, in the clear and encrypted', async () => {
  const { put, get } = await startSsm();
  const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom('String', 'SecureString'), async (text, Type) => {
      await put(`any-${Type}`, text, { Type, Overwrite: true });
      expect((await get(`any-${Type}`, true))?.Value).toBe(text);
    }),
    { numRuns: 25 },
  );
});

test('only an overwrite replaces a parameter, and keeps what it does not mention', async () => {
  const { ssm, put, get } = await startSsm();
  await put('mode', 'slow', { Description: 'how it runs', AllowedPattern: '^[a-z]+$' });

  const again = put('mode', 'fast');
  await expect(again).rejects.toBeInstanceOf(ParameterAlreadyExists);
  await expect(again).rejects.toMatchObject({
    message:
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  });

  expect(await put('mode', 'fast', { Type: undefined, Overwrite: true })).toMatchObject({ Version: 2 });
  expect(await get('mode')).toMatchObject({ Value: 'fast', Type: 'String', Version: 2 });
  const { Parameters } = await ssm.send(new DescribeParametersCommand({}));
  expect(Parameters).toMatchObject([
    { Name: 'mode', Description: 'how it runs', AllowedPattern: '^[a-z]+$', Version: 2 },
  ]);
  await expect(put('mode', '42', { Overwrite: true })).rejects.toMatchObject({
    name: 'ParameterPatternMismatchException',
    message: 'Parameter value, cannot be validated against allowedPattern: ^[a-z]+$',
  });
});

test('a large value needs the advanced tier, from which there is no way back', async () => {
  const { put, get } = await startSsm();
  const large = 'x'.repeat(4097);
  await expect(put('large', large)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('Standard tier parameters support a maximum parameter value of 4096'),
  });
  expect(await put('large', large, { Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Advanced' });
  expect(await put('large', 'small', { Overwrite: true })).toMatchObject({ Tier: 'Advanced' });
  await expect(put('large', 'small', { Overwrite: true, Tier: 'Standard' })).rejects.toThrow(
    "can't downgrade",
  );
  await expect(put('huge', 'x'.repeat(8193), { Tier: 'Advanced' })).rejects.toThrow('8192 characters');
  expect((await get('large'))?.Value).toBe('small');
});

test.each([
  ['aws-thing', 'ValidationException', 'can\'t be prefixed with "aws" or "ssm"'],
  ['/aws/thing', 'AccessDeniedException', 'No access to reserved parameter name: /aws/thing.'],
  ['/ssm/thing', 'ValidationException', 'can\'t be prefixed with "aws" or "ssm"'],
  ['shop/thing', 'ValidationException', 'Parameter name must be a fully qualified name'],
  ['/shop//thing', 'ValidationException', 'numbers and the following 3 symbols .-_'],
  ['blue socks', 'ValidationException', 'numbers and the following 3 symbols .-_'],
  ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16', 'HierarchyLevelLimitExceededException', '15 levels'],
])('%s is no name for a parameter', async (name, error, message) => {
  const { put } = await startSsm();
  await expect(put(name, 'value')).rejects.toMatchObject({
    name: error,
    message: expect.stringContaining(message),
  });
});

test.each([
  [{ Type: undefined }, 'A parameter type is required when you create a parameter.'],
  [{ Value: '' }, 'Member must have length greater than or equal to 1'],
  [
    { DataType: 'Text' },
    'The following data type is not supported: Text (Data type names are all lowercase.)',
  ],
  [{ Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, "tags and overwrite can't be used together"],
])('a request with %j is refused', async (wrong, message) => {
  const { put } = await startSsm();
  await expect(put('name', 'value', wrong)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

test('puts at the same time make versions one after the other', async () => {
  const { put } = await startSsm();
  const puts = await Promise.all(
    ['a', 'b', 'c', 'd'].map((value) => put('busy', value, { Overwrite: true })),
  );
  expect(puts.map(({ Version }) => Version).sort()).toEqual([1, 2, 3, 4]);
});

test('two names of one ARN are one parameter, which is deleted by its name alone', async () => {
  const { ssm, put, get } = await startSsm();
  await put('colour', 'red');
  for (const more of [{}, { Overwrite: true }]) {
    await expect(put('/colour', 'blue', more)).rejects.toBeInstanceOf(ParameterAlreadyExists);
  }
  const Name = (await get('colour'))?.ARN ?? '';
  await expect(ssm.send(new DeleteParameterCommand({ Name }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const { InvalidParameters } = await ssm.send(new DeleteParametersCommand({ Names: [Name] }));
  expect(InvalidParameters).toEqual([Name]);
  expect(await get('colour')).toMatchObject({ Value: 'red' });
});
