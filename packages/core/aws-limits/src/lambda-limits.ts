import type { Limit } from './limit.ts';

const lambda = { service: 'Lambda', source: 'Lambda quotas', read: '2026-11' } as const;
const iam = { service: 'IAM', source: 'IAM and AWS STS quotas', read: '2026-11' } as const;

export const lambdaLimits = {
  'lambda.timeout': { ...lambda, what: 'timeout of a function', least: 1, most: 900, unit: 'seconds' },
  'lambda.memory': { ...lambda, what: 'memory of a function', least: 128, most: 10_240, unit: 'MB' },
  'lambda.tmp': { ...lambda, what: '/tmp of a function', least: 512, most: 10_240, unit: 'MB' },
  'lambda.environment': {
    ...lambda,
    what: 'environment variables of a function in all',
    most: 4096,
    unit: 'bytes',
  },
  'lambda.payload': {
    ...lambda,
    what: 'request or answer of a synchronous invocation',
    most: 6 * 1024 ** 2,
    unit: 'bytes',
  },
  'lambda.event': { ...lambda, what: 'event of an asynchronous invocation', most: 1024 ** 2, unit: 'bytes' },
  'lambda.stream': { ...lambda, what: 'streamed answer', most: 200 * 1024 ** 2, unit: 'bytes' },
  'lambda.zip': { ...lambda, what: 'zip that is sent with a request', most: 50 * 1024 ** 2, unit: 'bytes' },
  'lambda.unzipped': {
    ...lambda,
    what: 'code of a function, unzipped',
    most: 250 * 1024 ** 2,
    unit: 'bytes',
  },
  'lambda.code-storage': {
    ...lambda,
    what: 'zips of all functions of a region',
    most: 75 * 1024 ** 3,
    unit: 'bytes',
    quota: 'Function and layer storage',
  },
  'lambda.concurrency': {
    ...lambda,
    what: 'executions at once in a region; a new account has fewer',
    most: 1000,
    unit: '',
    quota: 'Concurrent executions',
  },
  'lambda.scaling': {
    ...lambda,
    what: 'execution environments that a function gets more every ten seconds',
    most: 1000,
    unit: '',
  },
  'iam.role-name': { ...iam, what: 'name of a role', least: 1, most: 64, unit: 'characters' },
  'iam.role-policy': {
    ...iam,
    what: 'inline policies of a role in all, without white space',
    most: 10_240,
    unit: 'characters',
  },
} as const satisfies Readonly<Record<string, Limit>>;
