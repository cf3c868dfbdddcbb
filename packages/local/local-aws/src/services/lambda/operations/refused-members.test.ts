import { PublishVersionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'resize';
const source = 'export const handler = async () => 1;';
const subnet = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
const files = [
  { Arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-1', LocalMountPath: '/mnt/a' },
];
const layer = 'arn:aws:lambda:us-east-1:000000000000:layer:sharp:1';

test.each([
  ['VpcConfig', { VpcConfig: subnet }],
  ['FileSystemConfigs', { FileSystemConfigs: files }],
  ['Layers', { Layers: [layer] }],
  ['ImageConfig', { ImageConfig: { Command: ['index.handler'] } }],
  ['Runtime ruby3.4', { Runtime: 'ruby3.4' as const }],
])('%s is refused by its name, on creation and later', async (told, input) => {
  const { lambda, create } = await startLambda();
  const notImplemented = (operation: string) => ({
    name: 'NotImplemented',
    message: `local-aws does not implement lambda:${operation} with ${told}.`,
  });
  await expect(create(FunctionName, source, input)).rejects.toMatchObject(notImplemented('CreateFunction'));
  await create(FunctionName, source);
  await expect(
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input })),
  ).rejects.toMatchObject(notImplemented('UpdateFunctionConfiguration'));
});

test('settings that ask for nothing pass, as Terraform sends them', async () => {
  const { create } = await startLambda();
  const created = await create(FunctionName, source, {
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [], Ipv6AllowedForDualStack: false },
    SnapStart: { ApplyOn: 'None' },
    FileSystemConfigs: [],
    Layers: [],
    KMSKeyArn: '',
  });
  expect(created).toMatchObject({ SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' } });
});

test('a key of KMS is kept with the function until an empty one takes its place', async () => {
  const { lambda, create } = await startLambda();
  const KMSKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/1';
  expect(await create(FunctionName, source, { KMSKeyArn })).toMatchObject({ KMSKeyArn });
  const update = (input: { Timeout: number } | { KMSKeyArn: string }) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input }));
  expect(await update({ Timeout: 5 })).toMatchObject({ KMSKeyArn });
  expect(await update({ KMSKeyArn: '' })).not.toHaveProperty('KMSKeyArn');
});

test.each([
  [
    { SnapStart: { ApplyOn: 'PublishedVersions' as const } },
    'nodejs22.x is not supported for SnapStart enabled functions.',
  ],
  [
    { Runtime: 'nodejs99.x' as never },
    /^Value nodejs99\.x at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*nodejs22\.x.*\] or be a valid ARN$/,
  ],
  [
    { Runtime: 'nodejs14.x' as const },
    /^The runtime parameter of nodejs14\.x is no longer supported for creating or updating/,
  ],
  [
    { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`tag${at}`, ''])) },
    'Number of tags exceeds resource tag limit.',
  ],
  [
    { FunctionName: 'a'.repeat(65) },
    `1 validation error detected: Value '${'a'.repeat(65)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  ],
])('%j is refused by AWS’s code', async (input, message) => {
  const { create } = await startLambda();
  const created = create(FunctionName, source, input);
  await expect(created).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(created).rejects.toThrow(message);
});

test('changes that were meant for another revision or other code are refused', async () => {
  const { lambda, create } = await startLambda();
  const { RevisionId, CodeSha256 } = await create(FunctionName, source);
  const update = (Timeout: number) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout, RevisionId }));
  await update(5);
  await expect(update(6)).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    $metadata: { httpStatusCode: 412 },
  });
  await expect(lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'other' }))).rejects.toThrow(
    `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  );
  expect(await lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256 }))).toMatchObject({
    Version: '1',
  });
});
