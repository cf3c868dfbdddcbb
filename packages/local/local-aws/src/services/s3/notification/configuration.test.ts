import {
  type Event,
  type FilterRule,
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { notify } from '../testing/notify.ts';
import { createRecordingFunction } from '../testing/recording-function.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

/** S3 answers `Prefix` and takes any case; the client's type knows `prefix` alone. */
const filter = (...rules: [string, string][]) => ({
  Key: { FilterRules: rules.map(([name, Value]) => ({ Name: name as FilterRule['Name'], Value })) },
});

test('a configuration is got as it was put, and an empty one removes it', async () => {
  const { aws, s3 } = await startS3();
  const { arn: LambdaFunctionArn } = await createRecordingFunction(aws);
  const get = () => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  const put = (LambdaFunctionConfigurations: LambdaFunctionConfiguration[]) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { LambdaFunctionConfigurations },
      }),
    );
  const configurations: LambdaFunctionConfiguration[] = [
    { Id: 'jpegs', LambdaFunctionArn, Events: ['s3:ObjectCreated:*'], Filter: filter(['Suffix', '.jpg']) },
    {
      Id: 'pngs',
      LambdaFunctionArn,
      Events: ['s3:ObjectCreated:Put', 's3:ObjectCreated:Copy'],
      Filter: filter(['Prefix', 'a &/'], ['Suffix', '.png']),
    },
  ];
  await put(configurations);
  expect((await get()).LambdaFunctionConfigurations).toEqual(configurations);
  await put([]);
  expect((await get()).LambdaFunctionConfigurations).toBeUndefined();
});

test('a rule without an id is given one', async () => {
  const { aws, s3 } = await startS3();
  await notify(s3, (await createRecordingFunction(aws)).arn);
  const stored = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(stored.LambdaFunctionConfigurations?.[0]?.Id).toMatch(/^\S{10,}$/);
});

test('a destination that S3 may not call is refused', async () => {
  const { aws, s3 } = await startS3();
  const message = 'Unable to validate the following destination configurations';
  const elsewhere = 'arn:aws:lambda:us-east-1:000000000000:function:nowhere';
  await expect(notify(s3, elsewhere)).rejects.toMatchObject({ name: 'InvalidArgument', message });
  const { arn, revoke } = await createRecordingFunction(aws);
  await revoke();
  await expect(notify(s3, arn)).rejects.toMatchObject({ name: 'InvalidArgument', message });
});

test.each([
  ['an event that S3 does not have', { Events: ['s3:ObjectEaten:*' as Event] }, 'InvalidArgument'],
  ['an event that local-aws does not send', { Events: ['s3:ObjectTagging:*'] }, 'NotImplemented'],
  ['two prefixes', { Filter: filter(['prefix', 'a'], ['prefix', 'b']) }, 'InvalidArgument'],
] satisfies [string, Partial<LambdaFunctionConfiguration>, string][])(
  '%s is refused',
  async (_, rule, name) => {
    const { aws, s3 } = await startS3();
    const { arn } = await createRecordingFunction(aws);
    await expect(notify(s3, arn, rule)).rejects.toMatchObject({ name });
  },
);

test('two rules may not match one event on one key', async () => {
  const { aws, s3 } = await startS3();
  const { arn: LambdaFunctionArn } = await createRecordingFunction(aws);
  const put = (...prefixes: string[]) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: prefixes.map((prefix) => ({
            LambdaFunctionArn,
            Events: ['s3:ObjectCreated:*'],
            Filter: filter(['prefix', prefix]),
          })),
        },
      }),
    );
  await put('a/', 'b/');
  await expect(put('a/', 'a/b/')).rejects.toMatchObject({ name: 'InvalidArgument' });
});
