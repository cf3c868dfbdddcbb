import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  ListFunctionEventInvokeConfigsCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startAsync } from '../../testing/start-async.ts';

const FunctionName = 'resize';
const FunctionArn = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
const none = (arn: string) => ({
  name: 'ResourceNotFoundException',
  message: `The function ${arn} doesn't have an EventInvokeConfig`,
  $metadata: { httpStatusCode: 404 },
});
const noFunction = { name: 'ResourceNotFoundException', message: "The function doesn't exist." };

/** A function with version 1, which the alias `live` is of. */
async function start() {
  const started = await startAsync();
  const { lambda, create } = started;
  await create(FunctionName, 'export const handler = async () => 1;', { Publish: true });
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await lambda.send(new CreateAliasCommand(alias));
  return {
    ...started,
    alias,
    read: (name: string, Qualifier?: string) =>
      lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name, Qualifier })),
    remove: (name: string) => lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: name })),
    list: (MaxItems?: number, Marker?: string) =>
      lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName, MaxItems, Marker })),
  };
}

test('a function, its versions and its aliases have a configuration each', async () => {
  const { configure, read, remove, list } = await start();

  const latest = await configure(FunctionName, { MaximumRetryAttempts: 0 });
  expect(latest).toMatchObject({ FunctionArn: `${FunctionArn}:$LATEST`, MaximumRetryAttempts: 0 });
  await expect(read(`${FunctionName}:live`)).rejects.toMatchObject(none(`${FunctionArn}:live`));
  await configure(`${FunctionName}:live`, { MaximumRetryAttempts: 1 });
  await configure(FunctionName, { Qualifier: '1', MaximumEventAgeInSeconds: 60 });

  expect(await read(FunctionArn)).toMatchObject({ MaximumRetryAttempts: 0 });
  expect(await read(FunctionName, 'live')).toMatchObject({
    FunctionArn: `${FunctionArn}:live`,
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
  const arnsOf = ({ FunctionEventInvokeConfigs = [] }: Awaited<ReturnType<typeof list>>) =>
    FunctionEventInvokeConfigs.map((config) => config.FunctionArn);
  const page = await list(2);
  expect(arnsOf(page)).toEqual([`${FunctionArn}:$LATEST`, `${FunctionArn}:1`]);
  expect(arnsOf(await list(2, page.NextMarker))).toEqual([`${FunctionArn}:live`]);

  await remove(FunctionName);
  await expect(remove(FunctionName)).rejects.toMatchObject(none(`${FunctionArn}:$LATEST`));
  const left = await list();
  expect(arnsOf(left)).toEqual([`${FunctionArn}:1`, `${FunctionArn}:live`]);
  expect(left.NextMarker).toBeUndefined();
});

test('Put replaces a configuration, Update changes what it names of one that is there', async () => {
  const { lambda, configure, read, createQueue } = await start();
  const { arn } = await createQueue('failures');
  const update = (input: object) =>
    lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, ...input }));

  await expect(update({})).rejects.toThrow(
    'You must specify at least one of error handling or destination setting.',
  );
  await expect(update({ MaximumRetryAttempts: 1 })).rejects.toMatchObject(none(`${FunctionArn}:$LATEST`));
  await configure(FunctionName, { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 });
  await configure(FunctionName, { DestinationConfig: { OnFailure: { Destination: arn } } });
  await update({ MaximumRetryAttempts: 1 });

  const config = await read(FunctionName);
  expect(config).toMatchObject({
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: arn } },
  });
  expect(config.MaximumEventAgeInSeconds).toBeUndefined();
});

test('the configuration of an alias goes with it', async () => {
  const { lambda, configure, read, alias } = await start();
  await configure(`${FunctionName}:live`, { MaximumRetryAttempts: 1 });

  await lambda.send(new DeleteAliasCommand(alias));
  await lambda.send(new CreateAliasCommand(alias));

  await expect(read(FunctionName, 'live')).rejects.toMatchObject(none(`${FunctionArn}:live`));
});

test('what is not there has no configuration and gets none', async () => {
  const { configure, read } = await start();
  const retries = { MaximumRetryAttempts: 1 };

  await expect(read('none')).rejects.toMatchObject(none(FunctionArn.replace('resize', 'none:$LATEST')));
  await expect(configure('none', retries)).rejects.toMatchObject(noFunction);
  await expect(configure(FunctionName, { Qualifier: '2', ...retries })).rejects.toMatchObject(noFunction);
  await expect(configure(FunctionName, {})).rejects.toThrow(
    'You must specify at least one of error handling or destination setting.',
  );
  await expect(configure(`${FunctionName}:live`, { Qualifier: '1', ...retries })).rejects.toThrow(
    'The derived qualifier from the function name does not match the specified qualifier.',
  );
});

test.each([
  'arn:aws:sqs:us-east-1:000000000000:none',
  'arn:aws:lambda:us-east-1:000000000000:function:none',
  `${FunctionArn}:2`,
  'arn:aws:lambda:us-east-1:111111111111:function:resize',
  'arn:aws:sns:us-east-1:000000000000:topic',
])('%s is no destination', async (Destination) => {
  const { configure } = await start();

  for (const when of ['OnSuccess', 'OnFailure']) {
    await expect(
      configure(FunctionName, { DestinationConfig: { [when]: { Destination } } }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `The destination ARN ${Destination} is invalid.`,
    });
  }
});

test('a function is no destination for itself', async () => {
  const { configure } = await start();

  const DestinationConfig = { OnSuccess: { Destination: FunctionArn } };
  await expect(configure(FunctionName, { DestinationConfig })).rejects.toThrow(
    "You can't specify the function as a destination for itself.",
  );
});
