import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { photo, uniqueKey } from '../photo.ts';
import { client, target } from '../target.ts';
import { decidedImage, upload } from './images.ts';

const logs = client(CloudWatchLogsClient);

interface Interval {
  readonly environment: string;
  readonly from: number;
  readonly to: number;
}

/** When, and in which execution environment, each event since `startTime` was worked on, its cold start included. */
async function intervalsSince(startTime: number): Promise<Interval[]> {
  const starts = new Map<string, number>();
  const intervals: Interval[] = [];
  const pages = paginateFilterLogEvents(
    { client: logs },
    { logGroupName: `/aws/lambda/${target.processUploadFunction}`, startTime },
  );
  for await (const { events = [] } of pages) {
    for (const { message = '', timestamp = 0, logStreamName = '' } of events) {
      const [, kind, requestId = ''] = /^(START|REPORT) RequestId: (\S+)/.exec(message) ?? [];
      if (kind === 'START') starts.set(requestId, timestamp);
      const from = starts.get(requestId);
      if (kind === 'REPORT' && from !== undefined) {
        const initMs = Number(/Init Duration: ([\d.]+) ms/.exec(message)?.[1] ?? 0);
        intervals.push({ environment: logStreamName, from: from - initMs, to: timestamp });
      }
    }
  }
  return intervals;
}

test('ten uploads at once run in ten execution environments at the same time', async () => {
  const original = await photo(3000, 2000);
  const keys = Array.from({ length: 10 }, (_, index) => uniqueKey(`burst-${index}.jpg`));
  const startedAt = Date.now() - 1000;
  await Promise.all(keys.map((key) => upload(key, original)));
  const images = await Promise.all(keys.map(decidedImage));
  expect(images.map(({ status }) => status)).toEqual(keys.map(() => 'ready'));

  await expect.poll(async () => (await intervalsSince(startedAt)).length).toBeGreaterThanOrEqual(10);
  const intervals = await intervalsSince(startedAt);
  const atOnce = intervals.map(
    ({ from }) =>
      new Set(
        intervals.filter((other) => other.from <= from && from < other.to).map((other) => other.environment),
      ).size,
  );
  expect(Math.max(...atOnce)).toBeGreaterThanOrEqual(10);
});
