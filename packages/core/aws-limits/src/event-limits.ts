import type { Limit } from './limit.ts';

const sqs = { service: 'SQS', source: 'Amazon SQS message quotas', read: '2026-11' } as const;
const sns = { service: 'SNS', source: 'Publish (Amazon SNS API Reference)', read: '2026-11' } as const;
const eventBridge = {
  service: 'EventBridge',
  source: 'PutEvents (Amazon EventBridge API Reference)',
  read: '2026-11',
} as const;
const cloudWatch = {
  service: 'CloudWatch',
  source: 'PutMetricAlarm (Amazon CloudWatch API Reference)',
  read: '2026-11',
} as const;

export const eventLimits = {
  'sqs.message': { ...sqs, what: 'message with its attributes', most: 1024 ** 2, unit: 'bytes' },
  'sqs.retention': {
    ...sqs,
    what: 'time for which a queue keeps a message',
    least: 60,
    most: 14 * 24 * 3600,
    unit: 'seconds',
  },
  'sqs.visibility': { ...sqs, what: 'visibility timeout of a queue', most: 12 * 3600, unit: 'seconds' },
  'sqs.delay': { ...sqs, what: 'delay of a queue', most: 15 * 60, unit: 'seconds' },
  'sqs.in-flight': {
    ...sqs,
    what: 'messages of a queue that are received and not deleted',
    most: 120_000,
    unit: '',
  },
  'sqs.batch': { ...sqs, what: 'messages of a batch', least: 1, most: 10, unit: '' },
  'sns.message': { ...sns, what: 'message with its attributes', most: 256 * 1024, unit: 'bytes' },
  'events.request': {
    ...eventBridge,
    what: 'entries of a request in all',
    most: 1024 ** 2,
    unit: 'bytes',
    source: 'Amazon EventBridge quotas',
  },
  'events.entries': { ...eventBridge, what: 'entries of a request', least: 1, most: 10, unit: '' },
  'cloudwatch.metrics': { ...cloudWatch, what: 'metrics of an alarm that calculates', most: 10, unit: '' },
} as const satisfies Readonly<Record<string, Limit>>;
