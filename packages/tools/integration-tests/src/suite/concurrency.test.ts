import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { needs } from '../gaps.ts';
import { photo, uniqueKey } from '../photo.ts';
import { client, target } from '../target.ts';
import { decidedImage, patience, upload } from './images.ts';

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

/** The most environments that worked at one moment. */
function mostAtOnce(intervals: readonly Interval[]): number {
  const atOnce = intervals.map(
    ({ from }) =>
      new Set(
        intervals.filter((other) => other.from <= from && from < other.to).map((other) => other.environment),
      ).size,
  );
  return Math.max(0, ...atOnce);
}

beforeEach(needs('log lines with a time each'));

test('ten uploads at once run in ten execution environments at the same time', async () => {
  const original = await photo(3000, 2000);
  const keys = Array.from({ length: 10 }, (_, index) => uniqueKey(`burst-${index}.jpg`));
  const since = Date.now() - 60_000; // clocks differ
  await Promise.all(keys.map((key) => upload(key, original)));
  const images = await Promise.all(keys.map(decidedImage));
  expect(images.map(({ status }) => status)).toEqual(keys.map(() => 'ready'));

  // AWS shows log lines some seconds late, and lets nobody ask more often than a few times a second.
  await expect
    .poll(async () => mostAtOnce(await intervalsSince(since)), { ...patience, interval: 1000 })
    .toBeGreaterThanOrEqual(10);
});
