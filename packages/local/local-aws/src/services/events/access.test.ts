import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startEvents } from './testing/start-events.ts';

const bus = 'arn:aws:events:us-east-1:000000000000:event-bus/shop';

test('who puts events needs the right on that bus, and a queue lets in the rules that its policy names', async () => {
  const { aws, events, sqs, createQueue, createRule, receive } = await startEvents({ enforceIam: true });
  const { endpoint, region } = aws;
  const iam = new IAMClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => iam.destroy());
  await iam.send(new CreateUserCommand({ UserName: 'ana' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ana' }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const ana = new EventBridgeClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  onTestFinished(() => ana.destroy());
  const put = (Detail: string, Source = 'shop', EventBusName = 'shop') =>
    ana.send(new PutEventsCommand({ Entries: [{ EventBusName, Source, DetailType: 'sold', Detail }] }));
  const denied = { name: 'AccessDeniedException' };

  await events.send(new CreateEventBusCommand({ Name: 'shop' }));
  const queue = await createQueue('queue');
  const rule = await createRule({ Name: 'all', EventBusName: 'shop', EventPattern: '{"source":["shop"]}' }, [
    { Arn: queue.arn, InputPath: '$.detail' },
  ]);
  await expect(put('{}')).rejects.toMatchObject(denied);
  const Condition = { StringEquals: { 'events:source': 'shop' } };
  const Statement = { Effect: 'Allow', Action: 'events:PutEvents', Resource: bus, Condition };
  const PolicyDocument = JSON.stringify({ Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: 'ana', PolicyName: 'put', PolicyDocument }));
  await put('{"for":"nobody"}');
  await expect(put('{}', 'other')).rejects.toMatchObject(denied);
  await expect(put('{}', 'shop', 'default')).rejects.toMatchObject(denied);

  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue.arn,
      Condition: { ArnEquals: { 'aws:SourceArn': rule } },
    },
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
  await put('{"for":"the queue"}');
  expect(await receive(queue.url)).toBe('{"for":"the queue"}');

  const open = { Action: 'events:PutEvents', Principal: '*', StatementId: 'open' };
  await events.send(new PutPermissionCommand({ EventBusName: 'shop', ...open }));
  await put('{}', 'other');
  await events.send(new RemovePermissionCommand({ EventBusName: 'shop', StatementId: 'open' }));
  await expect(put('{}', 'other')).rejects.toMatchObject(denied);
});
