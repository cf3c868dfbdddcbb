import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  PutPermissionCommand,
  PutRuleCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { startEvents } from './testing/start-events.ts';

const EventPattern = '{"source":["shop"]}';

test('buses are made, changed and listed; one with rules, a rule with targets and the default bus stay', async () => {
  const { events, createQueue, createRule } = await startEvents();
  const Tags = [{ Key: 'a', Value: '1' }];
  const create = () => events.send(new CreateEventBusCommand({ Name: 'shop', Description: 'Sales', Tags }));
  const { EventBusArn: ResourceARN = '' } = await create();
  expect(ResourceARN).toBe('arn:aws:events:us-east-1:000000000000:event-bus/shop');
  await expect(create()).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'Event bus shop already exists.',
  });
  await events.send(new UpdateEventBusCommand({ Name: 'shop', Description: 'All sales' }));
  const described = await events.send(new DescribeEventBusCommand({ Name: ResourceARN }));
  expect(described).toMatchObject({ Name: 'shop', Description: 'All sales', CreationTime: expect.any(Date) });
  const first = await events.send(new ListEventBusesCommand({ Limit: 1 }));
  const { NextToken } = first;
  const second = await events.send(new ListEventBusesCommand({ NextToken }));
  expect([first, second].flatMap(({ EventBuses = [] }) => EventBuses.map(({ Name }) => Name))).toEqual([
    'default',
    'shop',
  ]);
  await events.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] }));
  await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }));
  const tagged = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect(tagged.Tags).toEqual([{ Key: 'b', Value: '2' }]);

  const Rule = 'all';
  const place = { EventBusName: ResourceARN };
  const { arn: Arn } = await createQueue('queue');
  await createRule({ Name: Rule, EventPattern, ...place }, [{ Arn }]);
  const remove = (Name: string) => events.send(new DeleteEventBusCommand({ Name }));
  await expect(remove('shop')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(remove('default')).rejects.toThrow('Cannot delete event bus default.');
  const removeRule = () => events.send(new DeleteRuleCommand({ Name: Rule, ...place }));
  await expect(removeRule()).rejects.toThrow("Rule can't be deleted since it has targets.");
  await events.send(new RemoveTargetsCommand({ Rule, Ids: ['0'], ...place }));
  await removeRule();
  await remove('shop');
  await remove('shop');
  await expect(events.send(new ListRulesCommand(place))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus shop does not exist.',
  });
});

test('a bus has a policy of statements, which can also be put at once', async () => {
  const { events } = await startEvents();
  const policy = async () => (await events.send(new DescribeEventBusCommand({}))).Policy;
  const statement = { Action: 'events:PutEvents', Principal: '111111111111', StatementId: 'other' };
  await events.send(new PutPermissionCommand(statement));
  expect(JSON.parse((await policy()) ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'other',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'events:PutEvents',
        Resource: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
      },
    ],
  });
  const remove = (StatementId: string) => events.send(new RemovePermissionCommand({ StatementId }));
  await expect(remove('none')).rejects.toThrow('Statement with the provided id does not exist.');
  await remove('other');
  expect(await policy()).toBeUndefined();
  await expect(events.send(new PutPermissionCommand({ Policy: '{' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test.each([
  [{ Name: 'r' }, 'Parameter(s) EventPattern or ScheduleExpression must be specified.'],
  [{ Name: 'r', ScheduleExpression: 'rate(1 minutes)' }, 'Parameter ScheduleExpression is not valid.'],
  [{ Name: 'r', EventPattern: '{}' }, 'Event pattern is not valid.'],
  [{ Name: 'r', EventPattern, EventBusName: 'none' }, 'Event bus none does not exist.'],
  [{ Name: 'r r', EventPattern }, "Value 'r r' at 'name' failed to satisfy constraint"],
])('the rule %j is refused', async (rule, message) => {
  const { events } = await startEvents();
  await expect(events.send(new PutRuleCommand(rule))).rejects.toThrow(message);
});

test('a schedule is only for the default bus', async () => {
  const { events } = await startEvents();
  await events.send(new CreateEventBusCommand({ Name: 'shop' }));
  const rule = { Name: 'r', ScheduleExpression: 'rate(1 hour)', EventBusName: 'shop' };
  await expect(events.send(new PutRuleCommand(rule))).rejects.toThrow(
    'ScheduleExpression is supported only on the default event bus.',
  );
});
