import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../chromium.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const views = [
  'trails',
  'functions',
  'buckets/photos/first.jpg',
  'tables',
  'queues',
  'topics/news',
  'buses/default',
  'alarms/torn',
  'apis',
  'parameters',
  'roles',
  'faults',
];

/** Something to see in the views of topics, event buses and alarms. */
async function fillLists(aws: LocalAws): Promise<void> {
  const { client } = session(aws);
  const sns = client(SNSClient);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:frames';
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const rule = { Name: 'printed', EventPattern: '{"source":["prints"]}' };
  await client(EventBridgeClient).send(new PutRuleCommand(rule));
  const metric = { Namespace: 'own', MetricName: 'torn', Statistic: 'Sum', Period: 60 } as const;
  const judged = { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 } as const;
  await client(CloudWatchClient).send(
    new PutMetricAlarmCommand({ AlarmName: 'torn', AlarmActions: [TopicArn ?? ''], ...metric, ...judged }),
  );
}

/** Through the debugger, which the page's security policy does not bind. */
async function violations(page: Page): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: await readFile(axe, 'utf8') });
  const ids = '({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes[0].html]))';
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run().then(${ids})`,
    awaitPromise: true,
  });
  await session.detach();
  return result.value;
}

describe.skipIf(!hasChromium)(
  'the console of the embedded cloud (skipped without Chromium: CHROMIUM names one)',
  () => {
    let aws: LocalAws;
    let s3: S3Client;
    let browser: Browser;
    let page: Page;
    const complaints: string[] = []; // what the page's own security policy refuses is among them
    const upload = (Key: string) => s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: 'light' }));
    const open = (view: string) => page.goto(`${page.url().split('#')[0]}#/${view}`);

    beforeAll(async () => {
      aws = await startLocalAws({ port: 0 });
      s3 = session(aws).client(S3Client);
      await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
      await upload('first.jpg');
      await fillLists(aws);
      browser = await launchChromium();
      page = await browser.newPage();
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${aws.endpoint}/_local/`);
    });
    afterAll(async () => {
      await browser.close();
      await aws.close();
    });

    test('opens at an origin of its own, and a trail by keyboard', async () => {
      expect(new URL(page.url()).hostname).toBe('_local.localhost');
      await page.getByRole('link', { name: /s3 PutObject.*first\.jpg/ }).focus();
      await page.keyboard.press('Enter');
      const step = page.getByRole('button', { name: /s3 PutObject/ });
      await step.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Replay' }).waitFor();
      expect(await step.getAttribute('aria-expanded')).toBe('true');
    });

    test('shows what happens without a reload', async () => {
      await page.getByText('Live', { exact: true }).waitFor();
      await upload('second.jpg');
      await page.getByRole('link', { name: /second\.jpg/ }).waitFor();
    });

    test.each(['light', 'dark'] as const)('axe finds nothing in any view, in %s', async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const view of views) {
        await open(view);
        await page.getByText('Loading…').first().waitFor({ state: 'detached' });
        expect([view, await violations(page)]).toEqual([view, '[]']);
      }
    });

    test('topics, event buses and alarms show what belongs to them', async () => {
      await open('topics/news');
      await page.getByRole('cell', { name: 'arn:aws:sqs:us-east-1:000000000000:frames' }).waitFor();
      await open('buses/default');
      await page.getByRole('cell', { name: 'printed' }).waitFor();
      await open('alarms/torn');
      await page.getByText('arn:aws:sns:us-east-1:000000000000:news').waitFor();
    });

    test('no view of it is wider than a phone', async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const view of views) {
        await open(view);
        await page.getByText('Loading…').first().waitFor({ state: 'detached' });
        expect([view, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([view, 360]);
      }
    });

    test('its security policy had nothing to refuse', () => {
      expect(complaints).toEqual([]);
    });
  },
);
