import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTraffic, type Traffic } from './billed-use.ts';
import { estimateCost } from './estimate.ts';
import { prices } from './prices.ts';

let cloud: LocalAws;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
});
afterAll(() => cloud.close());

const report = (billedMs: number, memoryMb: number, init = '') =>
  `REPORT RequestId: e65dc4c9-8032-487e-a9eb-621ed559e1cf\tDuration: 9.99 ms\tBilled Duration: ${billedMs} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: 96 MB\t${init}\n`;
const ready = (bytesOut: number) =>
  JSON.stringify({ level: 'INFO', message: 'ready', variants: 8, bytesIn: 5_000_000, bytesOut });

test('what functions were billed, and what was made, is added up from their logs', async () => {
  const logs = session({ endpoint: cloud.endpoint }).client(CloudWatchLogsClient);
  const now = Date.now();
  const lines: Readonly<Record<string, readonly [number, string][]>> = {
    'process-upload': [
      [-90_000, report(4000, 2048)],
      [-3000, report(1000, 2048, 'Init Duration: 300.00 ms\t')],
      [-2500, '{"level":"INFO","message":"started"}'],
      [-2000, ready(400_000)],
      [-1000, ready(200_000)],
      [-500, report(500, 1024)],
    ],
    'images-api': [[-100, report(10, 512)]],
  };
  const functions = Object.keys(lines).map((name) => ({ name, group: `/aws/lambda/${name}` }));
  for (const { name, group: logGroupName } of functions) {
    const stream = { logGroupName, logStreamName: 'a' };
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new CreateLogStreamCommand(stream));
    const logEvents = (lines[name] ?? []).map(([ago, message]) => ({ timestamp: now + ago, message }));
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  }
  const traffic = await readTraffic({ logs, functions }, new Date(now - 60_000), () => {});
  expect(Object.fromEntries(traffic.functions)).toEqual({
    'process-upload': { invocations: 2, coldStarts: 1, billedMs: 1500, gbSeconds: 2.5 },
    'images-api': { invocations: 1, coldStarts: 0, billedMs: 10, gbSeconds: 0.005 },
  });
  expect(traffic.made).toEqual({ images: 2, variants: 16, bytesIn: 10_000_000, bytesOut: 600_000 });
});

const gigabyte = 1024 ** 3;
const traffic: Traffic = {
  functions: new Map([
    ['process-upload', { invocations: 1000, coldStarts: 3, billedMs: 5e5, gbSeconds: 1000 }],
    ['images-api', { invocations: 2000, coldStarts: 0, billedMs: 0, gbSeconds: 0 }],
  ]),
  made: { images: 1000, variants: 9000, bytesIn: 4 * gigabyte, bytesOut: gigabyte },
};

test('traffic costs what the price lists say', () => {
  const { spent, stored, functions } = estimateCost(traffic, 'arm64');
  expect(functions[0]?.dollars).toBeCloseTo(0.0002 + 0.0133334, 8);
  expect(functions[1]?.dollars).toBeCloseTo(0.0004, 8);
  expect(spent.lambda).toBeCloseTo(0.0139334, 8);
  expect(spent.api).toBeCloseTo(0.007, 8);
  expect(spent.s3).toBeCloseTo(0.05 + 0.0004, 8); // 10,000 writes and 1,000 reads
  expect(stored.dollarsPerMonth).toBeCloseTo(5 * 0.023, 8);
  expect(estimateCost(traffic, 'x86_64').spent.lambda).toBeGreaterThan(1.2 * spent.lambda);
});

test('averages are of what was made, and there are none of nothing', () => {
  const { spent, perThousandImages, perMillionViews = 0 } = estimateCost(traffic, 'arm64');
  expect(perThousandImages).toBeCloseTo(0.0135334 + spent.s3 + spent.dynamodb, 8);
  expect(perMillionViews).toBeCloseTo(1.1 + (1e6 / 9000) * prices.cloudFront.gb, 6);

  const made = { images: 0, variants: 0, bytesIn: 0, bytesOut: 0 };
  const idle = estimateCost({ functions: new Map(), made }, 'arm64');
  expect(idle).not.toHaveProperty('perThousandImages');
  expect(idle).not.toHaveProperty('perMillionViews');
  expect(Object.values(idle.spent)).toEqual([0, 0, 0, 0]);
});
