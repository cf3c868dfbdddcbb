import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createRecordingFunction } from '../lambda/testing/recording-function.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startEvents } from './testing/start-events.ts';

const account = '000000000000';
const every = 'rate(1 minute)';

test('a function runs again and again by a rate, and gets the event as AWS writes it', async () => {
  const { aws, events, createRule } = await startEvents({ events: { minuteMs: 100 } });
  const recorder = await createRecordingFunction(aws.endpoint, { principal: 'events.amazonaws.com' });
  const rule = await createRule({ Name: 'often', ScheduleExpression: every }, [{ Arn: recorder.arn }]);
  expect(rule).toBe(`arn:aws:events:us-east-1:${account}:rule/often`);
  await expect.poll(async () => (await recorder.events()).length).toBeGreaterThan(1);
  expect((await recorder.events())[0]).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [rule],
    detail: {},
  });
  await events.send(new RemoveTargetsCommand({ Rule: 'often', Ids: ['0'] }));
  await events.send(new DeleteRuleCommand({ Name: 'often' }));
});

test('a schedule rests while its rule is disabled, and goes on after a restart', async () => {
  const dataDir = await temporaryFolder();
  const first = await startEvents({ dataDir, events: { minuteMs: 100 } });
  const { arn, url } = await first.createQueue('ticks');
  await first.createRule({ Name: 'tick', ScheduleExpression: every, State: 'DISABLED' }, [
    { Arn: arn, Input: '"tick"' },
  ]);
  await first.createRule({ Name: 'tock', ScheduleExpression: every }, [{ Arn: arn, Input: '"tock"' }]);
  expect([await first.receive(url), await first.receive(url)]).toEqual(['"tock"', '"tock"']);
  await first.events.send(new EnableRuleCommand({ Name: 'tick' }));
  await first.events.send(new DisableRuleCommand({ Name: 'tock' }));
  await first.aws.close();

  const { receive, urlOf } = await startEvents({ dataDir, events: { minuteMs: 100 } });
  await expect.poll(() => receive(urlOf('ticks'))).toBe('"tick"');
});
