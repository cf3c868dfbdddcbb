import type { Limit } from './limit.ts';

const dynamoDb = { service: 'DynamoDB', source: 'Quotas in Amazon DynamoDB', read: '2026-11' } as const;
const partition = {
  ...dynamoDb,
  source: 'DynamoDB burst and adaptive capacity',
  unit: 'units a second',
} as const;
const s3 = { service: 'S3', source: 'Creating object key names', read: '2026-11' } as const;
const multipart = { ...s3, source: 'Amazon S3 multipart upload limits' } as const;
const throughput = {
  ...s3,
  source: 'Best practices design patterns: optimizing Amazon S3 performance',
} as const;

export const storageLimits = {
  'dynamodb.item': {
    ...dynamoDb,
    what: 'item with the names of its attributes',
    most: 400 * 1024,
    unit: 'bytes',
  },
  'dynamodb.transaction': { ...dynamoDb, what: 'items of a transaction', least: 1, most: 100, unit: '' },
  'dynamodb.batch-get': { ...dynamoDb, what: 'items of a BatchGetItem', least: 1, most: 100, unit: '' },
  'dynamodb.batch-write': { ...dynamoDb, what: 'items of a BatchWriteItem', least: 1, most: 25, unit: '' },
  'dynamodb.indexes': {
    ...dynamoDb,
    what: 'global secondary indexes of a table',
    most: 20,
    unit: '',
    quota: 'Global Secondary Indexes per table',
  },
  'dynamodb.writes': {
    ...dynamoDb,
    what: 'writes of a table',
    most: 40_000,
    unit: 'units a second',
    quota: 'Table-level write throughput limit',
  },
  'dynamodb.partition-writes': { ...partition, what: 'writes of a partition', most: 1000 },
  'dynamodb.partition-reads': { ...partition, what: 'reads of a partition', most: 3000 },
  's3.bucket-name': {
    ...s3,
    what: 'name of a bucket',
    least: 3,
    most: 63,
    unit: 'characters',
    source: 'General purpose bucket naming rules',
  },
  's3.bucket-policy': {
    ...s3,
    what: 'policy of a bucket',
    most: 20 * 1024,
    unit: 'bytes',
    source: 'Bucket policies for Amazon S3',
  },
  's3.key': { ...s3, what: 'key of an object', least: 1, most: 1024, unit: 'bytes' },
  's3.metadata': {
    ...s3,
    what: 'metadata of an object that a user sets',
    most: 2048,
    unit: 'bytes',
    source: 'Working with object metadata',
  },
  's3.put': { ...multipart, what: 'object that one request uploads', most: 5 * 1024 ** 3, unit: 'bytes' },
  's3.parts': { ...multipart, what: 'parts of an upload', least: 1, most: 10_000, unit: '' },
  's3.writes': {
    ...throughput,
    what: 'PUT and DELETE requests for each prefix',
    most: 3500,
    unit: 'a second',
  },
  's3.reads': { ...throughput, what: 'GET and HEAD requests for each prefix', most: 5500, unit: 'a second' },
} as const satisfies Readonly<Record<string, Limit>>;
