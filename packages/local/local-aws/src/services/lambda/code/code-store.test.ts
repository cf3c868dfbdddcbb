import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

test('the log says why a file could not be unzipped, the answer what Lambda says', async () => {
  const warnings: string[] = [];
  const log = { info() {}, warn: (message: string) => void warnings.push(message), error() {} };
  const { create } = await startLambda({ log });

  await expect(create('resize', '', { Code: { ZipFile: Buffer.from('no zip') } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
  });

  expect(warnings).toContainEqual(expect.stringContaining('end of central directory record'));
});
