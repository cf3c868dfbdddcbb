import { describe, expect, test } from 'vitest';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startEvents } from './testing/start-events.ts';

describe.skipIf(!hasAwsCli)('through the AWS CLI', () => {
  test('a bus gets a rule with a target, and an event arrives', { timeout: 60_000 }, async () => {
    const { aws, createQueue, receive } = await startEvents();
    const cli = awsCli(aws.endpoint, await temporaryFolder());
    const queue = await createQueue('inbox');
    const pattern = JSON.stringify({ 'detail-type': ['paid'] });
    await cli('events', 'create-event-bus', '--name', 'shop', '--tags', 'Key=a,Value=b');
    const bus = ['--event-bus-name', 'shop'];
    await cli('events', 'put-rule', '--name', 'paid', ...bus, '--event-pattern', pattern);
    const target = `Id=inbox,Arn=${queue.arn},InputPath=$.detail`;
    await cli('events', 'put-targets', '--rule', 'paid', ...bus, '--targets', target);
    const entries = JSON.stringify([
      {
        EventBusName: 'shop',
        Source: 'cli',
        DetailType: 'paid',
        Detail: '{"ü":1}',
        Time: '2024-01-01T00:00:00Z',
      },
    ]);
    const put = JSON.parse(await cli('events', 'put-events', '--entries', entries));
    expect(put.FailedEntryCount).toBe(0);
    expect(await receive(queue.url)).toBe('{"ü":1}');
    expect(JSON.parse(await cli('events', 'list-rules', ...bus)).Rules).toMatchObject([
      { Name: 'paid', EventPattern: pattern, State: 'ENABLED', EventBusName: 'shop' },
    ]);
  });
});
