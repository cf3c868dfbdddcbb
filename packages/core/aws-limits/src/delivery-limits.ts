import type { Limit } from './limit.ts';

const apiGateway = {
  service: 'API Gateway',
  source: 'Quotas for configuring and running a REST API in API Gateway',
  read: '2026-11',
} as const;
const throttle = { ...apiGateway, source: 'Amazon API Gateway quotas' } as const;
const cloudFront = {
  service: 'CloudFront',
  source: 'Quotas (Amazon CloudFront Developer Guide)',
  read: '2026-11',
} as const;

export const deliveryLimits = {
  'apigateway.payload': {
    ...apiGateway,
    what: 'body of a request or an answer',
    most: 10 * 1024 ** 2,
    unit: 'bytes',
  },
  'apigateway.timeout': {
    ...apiGateway,
    what: 'time that an answer may take',
    most: 29,
    unit: 'seconds',
    quota: 'Maximum integration timeout in milliseconds',
  },
  'apigateway.requests': {
    ...throttle,
    what: 'requests to all APIs of a region',
    most: 10_000,
    unit: 'a second',
    quota: 'Throttle rate',
  },
  'apigateway.burst': {
    ...throttle,
    what: 'requests at once to all APIs of a region',
    most: 5000, // AWS sets it by the rate
    unit: '',
  },
  'cloudfront.function': { ...cloudFront, what: 'code of a function', most: 10 * 1024, unit: 'bytes' },
  'cloudfront.behaviors': {
    ...cloudFront,
    what: 'cache behaviors of a distribution',
    most: 75,
    unit: '',
    quota: 'Cache behaviors per distribution',
  },
  'cloudfront.url': { ...cloudFront, what: 'URL', most: 8192, unit: 'bytes' },
  'cloudfront.file': { ...cloudFront, what: 'file that is cached', most: 50 * 1024 ** 3, unit: 'bytes' },
  'cloudfront.wildcards': {
    ...cloudFront,
    what: 'paths with a wildcard that are invalidated at once',
    most: 15,
    unit: '',
  },
} as const satisfies Readonly<Record<string, Limit>>;
