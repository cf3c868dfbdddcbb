import { readFile } from 'node:fs/promises';
import type { PipelineConfigInput } from '@darkroom/pipeline-config';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { synthesizeWith } from './testing/synthesize-with.ts';

const everything: Partial<PipelineConfigInput> = {
  region: 'eu-central-1',
  intake: { mode: 'queue', maximumConcurrency: 5 },
  monitoring: { email: 'ops@example.com', monthlyBudget: 50 },
  webhooks: [
    { name: 'shop', url: 'https://shop.example/hook' },
    { name: 'pager', url: 'https://pager.example/hook', events: ['alarm'] },
  ],
};
const listener = {
  ...{ name: 'mine', description: '', handler: 'index.handler' },
  trigger: { on: ['image.ready'] },
};
const added = [{ ...listener, environment: {}, permissions: [] }];

const alarmSchema = z.object({
  alarm_name: z.string(),
  alarm_description: z.string(),
  alarm_actions: z.array(z.string()),
  ok_actions: z.array(z.string()),
  treat_missing_data: z.string(),
  provider: z.string().optional(),
});

async function alarmsOf(config: Partial<PipelineConfigInput>) {
  const { resource } = await synthesizeWith(config, {}, 'any', added);
  return Object.values(resource.aws_cloudwatch_metric_alarm ?? {}).map((block) => alarmSchema.parse(block));
}

test('a new alarm that finds all well tells nobody', async () => {
  const { resource } = await synthesizeWith(everything);
  const filters = Object.values(resource.aws_sns_topic_subscription ?? {}).flatMap(({ filter_policy }) =>
    filter_policy === undefined ? [] : [JSON.parse(String(filter_policy))],
  );
  expect(filters).toEqual(
    Array(4).fill({ $or: [{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }] }),
  );
});

test('nothing is watched, and nothing billed for it, unless the configuration says so', async () => {
  const { resource } = await synthesizeWith();
  expect(Object.keys(resource).filter((type) => /alarm|dashboard|budget|event_rule/.test(type))).toEqual([]);
});

test('every alarm tells its topic when it goes off and when it is over, and names its section of the runbook', async () => {
  const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
  const alarms = await alarmsOf(everything);
  for (const { alarm_name, alarm_description, alarm_actions, ok_actions } of alarms) {
    const name = alarm_name.replace('darkroom-test-', '');
    expect(alarm_description).toMatch(new RegExp(`docs/runbook.md#${name}$`));
    expect(sections).toContain(name);
    expect([...alarm_actions, ...ok_actions]).toEqual(
      Array(2).fill(expect.stringMatching(/^\$\{aws_sns_topic/)),
    );
  }
  expect(alarms.map(({ alarm_name }) => alarm_name.replace('darkroom-test-', '')).sort()).toEqual(
    sections.filter((name) => name !== 'budget').sort(),
  );
});

test('no alarm watches more than the ten metrics that AWS allows, however many functions there are', async () => {
  const many = Array.from({ length: 8 }, (_, index) => ({ ...added[0], name: `mine-${index}` }));
  const { resource } = await synthesizeWith(everything, {}, 'any', many);
  const alarms = Object.values(resource.aws_cloudwatch_metric_alarm ?? {});
  const queries = z.array(z.object({ metric: z.unknown().optional() }));
  const watched = alarms.map(({ alarm_name, metric_query }) => [
    alarm_name,
    queries.parse(metric_query ?? []).filter(({ metric }) => metric !== undefined).length,
  ]);
  expect(Object.fromEntries(watched)).toMatchObject({
    'darkroom-test-function-errors': 10,
    'darkroom-test-function-errors-2': expect.any(Number),
  });
  expect(Math.max(...watched.map(([, count]) => Number(count)))).toBe(10);
  const second = alarms.find(({ alarm_name: name }) => name === 'darkroom-test-function-errors-2');
  expect(second?.alarm_description).toMatch(/docs\/runbook.md#function-errors$/);
});

test('only an alarm whose metric somebody must write goes off without one', async () => {
  const breaching = (await alarmsOf(everything)).filter(
    ({ treat_missing_data: missing }) => missing !== 'notBreaching',
  );
  expect(breaching.map(({ alarm_name: name }) => name)).toEqual(['darkroom-test-images-stuck']);
});

test("CloudFront's alarm and its topic are in us-east-1, wherever the stack is", async () => {
  const { resource } = await synthesizeWith(everything);
  const blocks = [
    ...Object.values(resource.aws_cloudwatch_metric_alarm ?? {}),
    ...Object.values(resource.aws_sns_topic ?? {}),
  ];
  const elsewhere = blocks.filter(({ provider }) => provider === 'aws.us-east-1');
  expect(elsewhere.map(({ alarm_name, name }) => alarm_name ?? name)).toEqual([
    'darkroom-test-pictures-errors',
    'darkroom-test-alarms',
  ]);
});

test('an address and the webhooks that want alarms are told by both topics, and nobody else may publish', async () => {
  const { resource } = await synthesizeWith(everything);
  const subscriptions = Object.values(resource.aws_sns_topic_subscription ?? {}).filter(({ topic_arn }) =>
    String(topic_arn).includes('monitoring_alarms'),
  );
  expect(subscriptions.map(({ protocol }) => protocol).sort()).toEqual(['email', 'email', 'sqs', 'sqs']);
  const policies = Object.values(resource.aws_sns_topic_policy ?? {}).map(({ policy }) => String(policy));
  for (const policy of policies.filter((text) => text.includes('cloudwatch'))) {
    const allowed = JSON.parse(policy).Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject([
      { Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceAccount': expect.anything() } } },
    ]);
  }
});

test('a budget tells when a month costs more, or will', async () => {
  const { resource } = await synthesizeWith(everything);
  const [budget] = Object.values(resource.aws_budgets_budget ?? {});
  expect(budget).toMatchObject({
    limit_amount: '50',
    cost_filter: [{ name: 'TagKeyValue', values: ['user:stage$test'] }],
    notification: ['FORECASTED', 'ACTUAL'].map((notification_type) => ({
      notification_type,
      subscriber_email_addresses: ['ops@example.com'],
    })),
  });
});

test('the dashboard is valid JSON of widgets that do not overlap, and can be left out', async () => {
  const { resource } = await synthesizeWith(everything);
  const [dashboard] = Object.values(resource.aws_cloudwatch_dashboard ?? {});
  const { widgets } = JSON.parse(String(dashboard?.dashboard_body));
  expect(widgets.length).toBeGreaterThan(9);
  expect(new Set(widgets.map(({ x, y }: { x: number; y: number }) => `${x} ${y}`)).size).toBe(widgets.length);
  // 1,769 MB for a second are 1769 / 1024 GB-seconds; Logs Insights counts @memorySize in millionths of a megabyte.
  const [, divisor] = /@memorySize\) \/ (\d+)/.exec(String(dashboard?.dashboard_body)) ?? [];
  expect((1000 * 1769e6) / Number(divisor)).toBeCloseTo(1769 / 1024);
  const without = await synthesizeWith({ ...everything, monitoring: { dashboard: false } });
  expect(without.resource.aws_cloudwatch_dashboard).toBeUndefined();
});

test('a webhook that wants alarms without any is a mistake of the configuration', async () => {
  const { monitoring: _, ...unwatched } = everything;
  await expect(synthesizeWith(unwatched)).rejects.toThrow('webhooks: an endpoint wants `alarm`');
});
