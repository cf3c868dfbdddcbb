import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTracing } from './open-tracing.ts';
import { traceIdOf } from './trace-id.ts';
import { untraced } from './tracing.ts';

const correlationId = '8f6f0a9e-3c1d-4b7a-9a51-0c2d4e6f8a90';

test('without tracing in the configuration nothing is traced', async () => {
  expect(openTracing(undefined, 'any', { warn() {} })).toBe(untraced);
});

test('what two functions do for one upload is one trace in CloudWatch, with the parts below the whole', async () => {
  const { endpoint, region, close } = await startLocalAws({ port: 0 });
  onTestFinished(close);
  const variables = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const warnings: unknown[] = [];
  const log = { warn: (...said: unknown[]) => void warnings.push(said) };

  const api = openTracing({ ratio: 1 }, 'api', log);
  expect(await api.trace('POST /images', [correlationId], async () => 201)).toBe(201);
  await api.flush();
  const worker = openTracing({ ratio: 1 }, 'worker', log);
  const attempt = worker.trace('uploaded', [correlationId], () =>
    worker.span('read', async () => {
      worker.part('decode', new Date(1000), new Date(1250));
      throw new Error('no room');
    }),
  );
  await expect(attempt).rejects.toThrow('no room');
  await worker.flush();

  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchLogsClient({ endpoint, region, credentials });
  onTestFinished(() => client.destroy());
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: 'aws/spans' }));
  const spans = events.map(({ message = '' }) => JSON.parse(message));
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(warnings).toEqual([]);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(correlationId)]));
  expect(named('POST /images')).toMatchObject({
    resource: { attributes: { 'service.name': 'api' } },
    attributes: { correlation_id: correlationId },
    status: { code: 'UNSET' },
  });
  expect(named('read')).toMatchObject({
    parentSpanId: named('uploaded').spanId,
    status: { code: 'ERROR', message: 'Error: no room' },
  });
  expect(named('decode')).toMatchObject({ parentSpanId: named('read').spanId, durationNano: 250e6 });
});

test('a receiver that is down costs the spans and a line of the log, and nothing else', async () => {
  const warnings: unknown[] = [];
  const log = { warn: (...said: unknown[]) => void warnings.push(said) };
  const tracing = openTracing({ ratio: 1, endpoint: 'http://127.0.0.1:1/v1/traces' }, 'api', log);
  expect(await tracing.trace('GET /images', ['C3D13FE58DE4C810'], async () => 200)).toBe(200);
  await tracing.flush();
  expect(warnings).toEqual([['Spans could not be sent', { spans: 1, reason: expect.any(String) }]]);
});
